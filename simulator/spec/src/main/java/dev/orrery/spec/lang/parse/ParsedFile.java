package dev.orrery.spec.lang.parse;

import dev.orrery.spec.lang.ast.DeclAst;
import dev.orrery.spec.lang.source.SourceFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a file declares.
 *
 * @param file the file
 * @param extension name of the extension that its rows belong to
 * @param blocks its blocks, in its order; those that could not be read are missing
 * @param isWhole whether all blocks could be read, whatever is wrong with some of their rows
 * @param base the main file of the instruction set that this one extends; null if it extends none
 */
public record ParsedFile(
    SourceFile file,
    String extension,
    List<DeclAst> blocks,
    boolean isWhole,
    @Nullable SourceFile base) {

  /** This file, with the main file that it extends. */
  ParsedFile extending(SourceFile other) {
    return new ParsedFile(file, extension, blocks, isWhole, other);
  }
}
