package dev.orrery.spec.ir;

/** What a control transfer is for; engines link and predict by it, profilers follow calls by it. */
public enum JumpKind {
  /** No control transfer. */
  NONE,
  /** Taken or not, to a target known at decode. */
  BRANCH,
  /** Always taken, to a target known at decode. */
  JUMP,
  /** Always taken, to a computed target. */
  INDIRECT,
  /** Leaves a return address behind; direct or indirect. */
  CALL,
  /** Returns to a caller; indirect. */
  RETURN
}
