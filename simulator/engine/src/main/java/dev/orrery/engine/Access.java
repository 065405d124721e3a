package dev.orrery.engine;

/** Kinds of memory access. */
public enum Access {
  LOAD,
  STORE,
  FETCH
}
