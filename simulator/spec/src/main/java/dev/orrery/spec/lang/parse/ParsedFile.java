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
 */
public record ParsedFile(SourceFile file, String extension, List<DeclAst> blocks) {}
