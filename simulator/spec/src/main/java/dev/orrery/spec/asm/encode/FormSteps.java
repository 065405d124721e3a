package dev.orrery.spec.asm.encode;

import dev.orrery.spec.asm.encode.Encodable.Role;
import dev.orrery.spec.asm.expr.TextCursor;
import dev.orrery.spec.disasm.Template;
import dev.orrery.spec.disasm.Template.Piece;
import dev.orrery.spec.model.Operand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Makes steps of a form's template: what every text would have to work out again. */
final class FormSteps {
  private static final FormStep END = new FormStep.End();

  private final Form form;
  private final RegisterNames registers;

  private FormSteps(Form form, RegisterNames registers) {
    this.form = form;
    this.registers = registers;
  }

  /** The first step of {@code form}. */
  static FormStep of(Form form, RegisterNames registers) {
    return new FormSteps(form, registers).steps(form.pieces(), END);
  }

  /** {@code pieces}, and then {@code behind}. */
  private FormStep steps(List<Piece> pieces, FormStep behind) {
    FormStep next = behind;
    for (Piece piece : pieces.reversed()) {
      next = step(piece, next);
    }
    return next;
  }

  private FormStep step(Piece piece, FormStep next) {
    return switch (piece) {
      case Piece.Literal l -> literal(l.text(), next);
      case Piece.Pick p -> pick(p, next);
      case Piece.Value v -> {
        // As the disassembler finds it: of two of one name, the one that has bits.
        Operand o = form.operand(form.positions(v.operand())[0]);
        yield o != null && o.file() != null
            ? register(v.operand(), o, next)
            : value(v.operand(), Role.PLAIN, next);
      }
      case Piece.Target t ->
          value(t.operand(), t.fromNext() ? Role.TARGET_FROM_NEXT : Role.TARGET, next);
      case Piece.Hex h -> value(h.operand(), Role.PLAIN, h.bits(), next);
      case Piece.Distance d -> value(d.operand(), Role.DISTANCE, next);
      case Piece.Signed s ->
          new FormStep.Signed(form.positions(s.operand()), value(s.operand(), Role.PLAIN, next));
      case Piece.Form f -> fork(f, next);
      case Piece.High h -> value(h.operand(), Role.HIGH, next);
      case Piece.CsrName c ->
          new FormStep.ControlRegister(
              form.positions(c.operand()), value(c.operand(), Role.PLAIN, next));
    };
  }

  private FormStep literal(String text, FormStep next) {
    if (text.isEmpty()) {
      return next;
    }
    if (!isWord(text)) {
      return text.length() == 1
          ? new FormStep.Mark(text.charAt(0), next)
          : new FormStep.Words(text, words(text), next);
    }
    return TextCursor.isDigit(text.charAt(0))
        ? new FormStep.Number(text, next)
        : new FormStep.Name(text, registers.isOfFile(text), next);
  }

  private FormStep.Value value(String operand, Role role, FormStep next) {
    return value(operand, role, Long.SIZE, next);
  }

  private FormStep.Value value(String operand, Role role, int bits, FormStep next) {
    boolean canBeLeftOut =
        role == Role.PLAIN && next instanceof FormStep.Mark mark && mark.c() == '(';
    return new FormStep.Value(form.positions(operand), role, bits, canBeLeftOut, next);
  }

  private FormStep register(String operand, Operand o, FormStep next) {
    Map<String, Integer> numbers = registers.numbers(o);
    boolean[] fits = new boolean[1 + numbers.values().stream().mapToInt(n -> n).max().orElse(0)];
    for (int n = 0; n < fits.length; n++) {
      fits[n] = o.field() == null || Encodable.holds(o.field(), n);
    }
    return new FormStep.Register(
        form.positions(operand), numbers, fits, RegisterNames.example(o), next);
  }

  private FormStep pick(Piece.Pick pick, FormStep next) {
    int[] positions = form.positions(pick.operand());
    List<String> texts = pick.texts();
    int[] written =
        IntStream.range(0, texts.size())
            .filter(v -> !texts.get(v).equals(Template.NO_NAME))
            .boxed()
            .sorted(Comparator.comparingInt(v -> -texts.get(v).length()))
            .mapToInt(v -> v)
            .toArray();
    if (Arrays.stream(written).allMatch(v -> isWord(texts.get(v)) && !texts.get(v).isEmpty())) {
      Map<String, int[]> values = new HashMap<>();
      for (int v : written) {
        values.merge(texts.get(v), new int[] {v}, FormSteps::joined);
      }
      return new FormStep.OneWord(positions, values, texts, next);
    }
    List<FormStep.OneOf.Choice> choices = new ArrayList<>();
    for (int v : written) {
      choices.add(new FormStep.OneOf.Choice(words(texts.get(v)), v));
    }
    return new FormStep.OneOf(positions, choices, texts, next);
  }

  private static int[] joined(int[] a, int[] b) {
    return IntStream.concat(Arrays.stream(a), Arrays.stream(b)).toArray();
  }

  /** A signed number that is 0 can be written where the form without it is meant. */
  private FormStep fork(Piece.Form fork, FormStep behind) {
    List<FormStep.Fork.Branch> branches = new ArrayList<>();
    for (int v = 0; v < fork.forms().size(); v++) {
      List<Piece> chosen = fork.forms().get(v);
      branches.add(new FormStep.Fork.Branch(v, steps(chosen, behind)));
      int shorter = fork.forms().indexOf(withoutSigned(chosen));
      if (shorter >= 0 && shorter != v) {
        branches.add(new FormStep.Fork.Branch(shorter, withZero(chosen, behind)));
      }
    }
    return new FormStep.Fork(form.positions(fork.operand()), branches);
  }

  private static List<Piece> withoutSigned(List<Piece> form) {
    return form.stream().filter(p -> !(p instanceof Piece.Signed)).toList();
  }

  private FormStep withZero(List<Piece> pieces, FormStep behind) {
    FormStep next = behind;
    for (Piece piece : pieces.reversed()) {
      next = piece instanceof Piece.Signed ? new FormStep.SignedZero(next) : step(piece, next);
    }
    return next;
  }

  /** Whether all of {@code text} can be part of one name. */
  private static boolean isWord(String text) {
    return text.chars().allMatch(c -> TextCursor.isNamePart((char) c));
  }

  /** The words and marks of {@code text}; white space between them does not count. */
  private static List<String> words(String text) {
    List<String> out = new ArrayList<>();
    int i = 0;
    while (i < text.length()) {
      int end = i + 1;
      if (TextCursor.isNamePart(text.charAt(i))) {
        while (end < text.length() && TextCursor.isNamePart(text.charAt(end))) {
          end++;
        }
      }
      if (text.charAt(i) != ' ') {
        out.add(text.substring(i, end));
      }
      i = end;
    }
    return List.copyOf(out);
  }
}
