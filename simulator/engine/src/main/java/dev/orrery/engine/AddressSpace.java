package dev.orrery.engine;

/**
 * What lies behind a hart's {@link MemoryPort}: mappings, protection, devices. Implemented by the
 * machine. All methods may be called with any address.
 */
public interface AddressSpace {

  /** Where pages are that ports may access by themselves; the same for the life of this object. */
  MemoryWindow window();

  /**
   * A load that the window does not allow: performs it, and allows those that follow if the page is
   * plain memory of the window.
   *
   * @param bytes 1, 2, 4 or 8; the access may cross a page and need not be aligned
   * @return the value, zero-extended
   * @throws GuestFault if not all bytes can be read
   * @throws SerialAccess see there
   */
  long load(MemoryPort port, long address, int bytes);

  /**
   * A store that the window does not allow; otherwise as {@link #load}.
   *
   * @param value the low {@code bytes} bytes are stored
   * @throws GuestFault if not all bytes can be written; then none is
   * @throws SerialAccess see there
   */
  void store(MemoryPort port, long address, int bytes, long value);

  /**
   * Checks that {@link #store} of {@code bytes} bytes at {@code address} would succeed.
   *
   * @throws GuestFault if not all bytes can be written
   * @throws SerialAccess see there
   */
  void probeStore(MemoryPort port, long address, int bytes);

  /**
   * Checks that {@code bytes} bytes could be loaded and stored, as an atomic access must before it
   * does anything.
   *
   * @throws GuestFault a {@link Access#STORE} fault if not
   */
  void probeAtomic(MemoryPort port, long address, int bytes);

  /**
   * Reads instruction bytes.
   *
   * @param bytes 1, 2, 4 or 8
   * @throws GuestFault a {@link Access#FETCH} fault if they cannot be executed
   */
  long fetch(long address, int bytes);

  /**
   * Tells that an engine or a core's model keeps something derived from the code bytes at {@code
   * start} (included) to {@code end}: the next store there must take the slow path, call {@link
   * Engine#invalidateCode} and all observers of code, and then forget about it.
   */
  void codeTranslated(long start, long end);

  /** The engine to tell about changed code; what was told of code until now is forgotten. */
  void attach(Engine engine);

  /** Tells {@code observer}, as well as the engine, about changed code from now on. */
  void watchCode(CodeObserver observer);
}
