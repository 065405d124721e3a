package dev.orrery.cli.dist;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Finishes a distribution directory: brings the classes to a form that starts quickly, makes the
 * ahead-of-time caches with the JVM that runs this, then writes the stamp that says the
 * distribution is whole.
 */
public final class FinishDistribution {
  private FinishDistribution() {}

  /**
   * Finishes one distribution.
   *
   * <p>A cache that cannot be made is reported and is no failure: Orrery then only starts more
   * slowly.
   *
   * @param args the distribution directory (with {@code lib/orrery-cli.jar} and {@code
   *     jvm.options}), a directory of files of training commands (the cache of {@code NAME.txt} is
   *     {@code NAME.aot}), and when the build began, in ISO 8601
   * @throws IOException if the stamp or the log cannot be written
   * @throws InterruptedException if interrupted while the training runs
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path dist = Path.of(args[0]);
    Path training = Path.of(args[1]);
    Instant buildBegan = Instant.parse(args[2]);
    prepareClasses(dist.resolve("lib"));
    List<Cache> caches = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(training, "*.txt")) {
      for (Path commands : files) {
        caches.add(Cache.make(dist, commands));
      }
    }
    for (Cache cache : caches) {
      cache.await();
    }

    // Sources changed while the build ran are newer than this stamp, and make the launcher build.
    Path stamp = dist.resolve("built");
    Files.writeString(stamp, "");
    Files.setLastModifiedTime(stamp, FileTime.from(buildBegan));
  }

  /** Brings the jars to a form in which they start quickly. */
  private static void prepareClasses(Path lib) throws IOException {
    List<Path> all = new ArrayList<>();
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(lib, "*.jar")) {
      jars.forEach(all::add);
    }
    for (Path jar : all) {
      String name = jar.getFileName().toString();
      if (name.startsWith("picocli-")) {
        OldClassFiles.upgrade(jar);
      } else if (name.startsWith("orrery-")) {
        TypeSwitches.replace(jar, all);
        if (name.startsWith("orrery-spec-") || name.startsWith("orrery-workloads-")) {
          JarFiles.unpackResources(jar); // every run reads some
        }
      }
    }
  }

  /** A cache that is being made. */
  private record Cache(Path file, Path log, Process process) {

    static Cache make(Path dist, Path commands) throws IOException {
      String name = commands.getFileName().toString().replace(".txt", "");
      Path cache = dist.resolve(name + ".aot");
      Path log = dist.resolve("training-" + name + ".log");
      Process process =
          new ProcessBuilder(
                  List.of(
                      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                      "@" + dist.resolve("jvm.options"),
                      "-XX:AOTCacheOutput=" + cache,
                      "-classpath",
                      dist.resolve("lib").resolve("orrery-cli.jar").toString(),
                      TrainingRun.class.getName(),
                      commands.toString()))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      return new Cache(cache, log, process);
    }

    void await() throws IOException, InterruptedException {
      if (process.waitFor() != 0 || !Files.exists(file)) {
        System.err.println(
            "An ahead-of-time cache is missing or incomplete, so orrery starts more slowly. "
                + log
                + " says:");
        System.err.print(Files.readString(log));
      }
    }
  }
}
