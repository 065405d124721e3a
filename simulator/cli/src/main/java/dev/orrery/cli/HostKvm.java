package dev.orrery.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether this host lets programs use its hardware virtualisation (Linux's {@code /dev/kvm}).
 *
 * @param reason why not, in a sentence without an end; null if it does
 */
record HostKvm(@Nullable String reason) {
  private static final Path DEVICE = Path.of("/dev/kvm");
  private static final List<String> PROCESSORS = List.of("amd64", "x86_64");

  /** Looks at this host. */
  static HostKvm probe() {
    return probe(System.getProperty("os.name"), System.getProperty("os.arch"), DEVICE);
  }

  /**
   * Looks at a host.
   *
   * @param system its operating system, as Java names it
   * @param processor likewise
   * @param device the file that KVM is behind
   */
  static HostKvm probe(String system, String processor, Path device) {
    if (!system.equals("Linux")) {
      return new HostKvm("KVM is a part of Linux, and this is " + system);
    }
    if (!PROCESSORS.contains(processor.toLowerCase(Locale.ROOT))) {
      return new HostKvm("guests are for x86-64, and this processor is " + processor);
    }
    if (!Files.exists(device)) {
      return new HostKvm(
          device
              + " does not exist: no KVM in this kernel, or the device was not passed into this"
              + " container");
    }
    try (FileChannel opened =
        FileChannel.open(device, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return new HostKvm(opened.isOpen() ? null : device + " cannot be kept open");
    } catch (AccessDeniedException e) {
      return new HostKvm(
          device + " exists but may not be opened: add the user to group kvm, or run as root");
    } catch (IOException e) {
      return new HostKvm(
          "%s cannot be opened (%s): load kvm_intel, kvm_amd or kvm_pvm; in a VM enable nested virtualisation"
              .formatted(device, e.getMessage()));
    }
  }

  /** Whether it can be used. */
  boolean available() {
    return reason == null;
  }

  /** What was found, for people. */
  String sentence() {
    return reason == null ? DEVICE + " can be opened" : "not available: " + reason;
  }
}
