package dev.orrery.engine;

/**
 * Thrown by the slow path of memory, before any effect, when an access must not happen in the
 * middle of translated code: it reaches a device (whose time must be exact, and which may stop the
 * machine), or writes code that an engine has translated. The engine backs up to the instruction
 * boundary before the access and executes that one instruction with {@link MemoryPort#serial} set.
 */
public final class SerialAccess extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** The only instance; it carries nothing. */
  public static final SerialAccess INSTANCE = new SerialAccess();

  private SerialAccess() {
    super(null, null, false, false);
  }
}
