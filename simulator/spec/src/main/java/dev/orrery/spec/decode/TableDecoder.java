package dev.orrery.spec.decode;

import dev.orrery.spec.ir.DecodeTime;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.model.ByteOrder;
import dev.orrery.spec.model.CodeBytes;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Decoder;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The decoder of a set of rows: a walk down the tree, then the few candidates of its leaf. */
public final class TableDecoder implements Decoder {
  private final Row[] rows;
  private final LengthRule lengths;
  private final DecodeTree tree;
  private final ByteOrder order;

  /**
   * Builds the decoder of little-endian words.
   *
   * @param rows all rows; {@code rows.get(i).id() == i}. They must have passed {@link RowSetCheck}
   */
  public TableDecoder(List<Row> rows, LengthRule lengths, Precedence precedence) {
    this(rows, lengths, precedence, ByteOrder.LITTLE);
  }

  /**
   * Builds the decoder.
   *
   * @param rows all rows; {@code rows.get(i).id() == i}. They must have passed {@link RowSetCheck}
   * @param order the byte order of words; big-endian ones all have one length
   */
  public TableDecoder(List<Row> rows, LengthRule lengths, Precedence precedence, ByteOrder order) {
    this(rows, lengths, TreeBuilder.build(rows, precedence), order);
  }

  /** Restores a decoder whose tree was built from the same rows before. */
  public TableDecoder(List<Row> rows, LengthRule lengths, DecodeTree tree, ByteOrder order) {
    this.rows = rows.toArray(new Row[0]);
    this.lengths = lengths;
    this.tree = tree;
    this.order = order;
  }

  /**
   * What finds the row of a word in {@code isa}.
   *
   * @throws IllegalArgumentException if its decoder was not made from tables
   */
  public static TableDecoder of(Isa isa) {
    return switch (isa.decoder()) {
      case TableDecoder t -> t;
      case ByteDecoder b -> b.words();
      default ->
          throw new IllegalArgumentException(isa.name() + " has no decoder made from tables");
    };
  }

  /** How the length of an instruction is told. */
  public LengthRule lengths() {
    return lengths;
  }

  /** The decision tree. */
  public DecodeTree tree() {
    return tree;
  }

  @Override
  public int minimumLength() {
    return lengths.shortBytes();
  }

  @Override
  public int length(long first) {
    return lengths.length(first);
  }

  @Override
  public int maximumLength() {
    return Math.max(lengths.shortBytes(), lengths.longBytes());
  }

  @Override
  public boolean inBytes() {
    return false;
  }

  @Override
  public long word(CodeBytes code, long pc) {
    long word = Decoder.super.word(code, pc);
    return order == ByteOrder.LITTLE ? word : order.of(word, minimumLength());
  }

  @Override
  public @Nullable DecodedInsn decode(CodeBytes code, long pc) {
    return decode(word(code, pc), pc);
  }

  @Override
  public @Nullable DecodedInsn decode(long word, long pc) {
    int[] leaves = tree.leaves();
    int id;
    for (int i = tree.leaf(word, lengths.length(word)); (id = leaves[i]) >= 0; i++) {
      Row row = rows[id];
      if ((word & row.mask()) != row.match()) {
        continue;
      }
      DecodedInsn insn = RowWords.at(row, word, pc);
      Expr legal = row.legal();
      if (legal == null || DecodeTime.value(legal, insn) != 0) {
        return insn;
      }
    }
    return null;
  }
}
