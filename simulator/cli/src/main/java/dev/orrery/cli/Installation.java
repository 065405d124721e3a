package dev.orrery.cli;

import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where this Orrery is, so that it can be started again.
 *
 * @param repository the folder with its sources; null if they are not here
 * @param command what starts it
 */
record Installation(@Nullable Path repository, List<String> command) {

  /** The one that is running. */
  static Installation running() {
    Path code = code();
    Path repository = code;
    while (repository != null && !isRepository(repository)) {
      repository = repository.getParent();
    }
    boolean built =
        repository != null
            && code != null
            && code.startsWith(repository.resolve("simulator/cli/target/dist"));
    return new Installation(
        repository,
        built && repository != null ? List.of(repository.resolve("orrery").toString()) : thisJvm());
  }

  private static boolean isRepository(Path folder) {
    return Files.isExecutable(folder.resolve("orrery"))
        && Files.isDirectory(folder.resolve("isa-specs"));
  }

  private static @Nullable Path code() {
    CodeSource source = Main.class.getProtectionDomain().getCodeSource();
    try {
      return source == null ? null : Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      return null;
    }
  }

  /** This JVM once more: how it was started, without what watches it. */
  private static List<String> thisJvm() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (!argument.startsWith("-javaagent") && !argument.startsWith("-agentlib")) {
        command.add(argument);
      }
    }
    command.addAll(
        List.of("-classpath", System.getProperty("java.class.path"), Main.class.getName()));
    return command;
  }
}
