package dev.orrery.engine;

/**
 * Thrown inside an engine when memory cannot be accessed; {@link Engine#run} turns it into {@link
 * Stop.Fault}. Carries no stack trace: it is a guest's event, not an error of ours.
 */
public final class GuestFault extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Access access;
  private final long address;
  private final FaultReason reason;

  /** A fault of {@code access} at {@code address}. */
  public GuestFault(Access access, long address, FaultReason reason) {
    super(null, null, false, false);
    this.access = access;
    this.address = address;
    this.reason = reason;
  }

  /** How the guest tried to access memory. */
  public Access access() {
    return access;
  }

  /** The first byte that could not be accessed. */
  public long address() {
    return address;
  }

  /** Why not. */
  public FaultReason reason() {
    return reason;
  }

  @Override
  public String getMessage() {
    return access + " at 0x" + Long.toHexString(address) + ": " + reason;
  }
}
