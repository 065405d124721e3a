package dev.orrery.spec.lang.parse;

import dev.orrery.spec.lang.ast.DeclAst;
import dev.orrery.spec.lang.source.SourceFile;
import java.util.List;

/**
 * What a file declares.
 *
 * @param file the file
 * @param extension name of the extension that its rows belong to
 * @param blocks its blocks, in its order; those that could not be read are missing
 * @param isWhole whether all blocks could be read, whatever is wrong with some of their rows
 */
public record ParsedFile(
    SourceFile file, String extension, List<DeclAst> blocks, boolean isWhole) {}
