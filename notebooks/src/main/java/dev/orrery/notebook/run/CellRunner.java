package dev.orrery.notebook.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.orrery.notebook.Session;
import dev.orrery.profiler.sweep.ProgramFinder;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.VarSnippet;

/**
 * Executes cells of Java, one after the other, on JShell in this process. What a cell prints to
 * {@link #out} and shows is its output; the value of its last expression is shown.
 */
public final class CellRunner implements AutoCloseable {
  private static final String IMPORTS =
      """
      import dev.orrery.notebook.*;
      import static dev.orrery.notebook.Orrery.*;
      import java.util.*;
      import java.util.stream.*;
      """;

  private final Session session;
  private final JShell shell;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

  /**
   * A runner that has executed nothing.
   *
   * @param programs where programs come from
   */
  public CellRunner(ProgramFinder programs) {
    this.session = new Session(programs);
    this.shell = JShell.builder().executionEngine("local").build();
    shell.addToClasspath(System.getProperty("java.class.path"));
    String unused = evaluate(IMPORTS);
  }

  /** What cells print to: {@code System.out}, while they run. */
  public PrintStream out() {
    return out;
  }

  /**
   * Executes a cell.
   *
   * @return its outputs, in Jupyter's form
   * @throws OrreryException if it cannot be compiled, or throws
   */
  public ArrayNode run(String source) {
    Outputs outputs = new Outputs();
    session.enter();
    try {
      String value = evaluate(source);
      if (!value.isEmpty()) {
        String unused = evaluate("display(" + value + ");");
      }
    } finally {
      session.leave();
    }
    out.flush();
    outputs.printed(printed.toString(StandardCharsets.UTF_8));
    printed.reset();
    session.take().forEach(outputs::shown);
    return outputs.all();
  }

  /**
   * Executes what the text consists of.
   *
   * @return the name of the variable that has the value of the last expression; empty if the last
   *     is none
   */
  private String evaluate(String source) {
    String rest = source;
    String value = "";
    while (!rest.isBlank()) {
      SourceCodeAnalysis.CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
      String text = next.completeness().isComplete() ? next.source() : rest;
      for (SnippetEvent event : shell.eval(text)) {
        check(event, text);
        value = event.causeSnippet() == null ? name(event.snippet()) : value;
      }
      rest = next.completeness().isComplete() ? next.remaining() : "";
    }
    return value;
  }

  private static String name(Snippet snippet) {
    return switch (snippet) {
      case VarSnippet v
          when v.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND
              && !v.typeName().endsWith("PrintStream") -> // what printf returns says nothing
          v.name();
      case ExpressionSnippet e when e.subKind() == Snippet.SubKind.VAR_VALUE_SUBKIND -> e.name();
      default -> "";
    };
  }

  private void check(SnippetEvent event, String text) {
    switch (event.exception()) {
      case null -> {
        if (event.status() == Snippet.Status.REJECTED) {
          throw failed(text, errors(event.snippet()));
        }
      }
      case EvalException e -> throw failed(text, e.getExceptionClassName() + ": " + e.getMessage());
      case JShellException e -> throw failed(text, String.valueOf(e.getMessage()));
    }
  }

  private String errors(Snippet snippet) {
    return shell
        .diagnostics(snippet)
        .filter(Diag::isError)
        .map(d -> d.getMessage(Locale.ROOT))
        .collect(Collectors.joining("; "));
  }

  private static OrreryException failed(String text, String why) {
    String line = text.strip().lines().findFirst().orElse("");
    return new OrreryException(ExitCode.CHECK_FAILED, "`" + line + "`: " + why);
  }

  @Override
  public void close() {
    shell.close();
  }
}
