package dev.orrery.profiler.recording;

import java.util.List;

/** What one thread did; the last entry may be several threads together. */
@Meaning("What one thread did. In a program of very many, the last entry is the rest of them.")
public record ThreadProfile(
    @Meaning("What the program knew the thread, or the first of them, by.") int id,
    @Meaning("What the program called it in the end.") String name,
    @Meaning(value = "Threads that are counted here.", unit = "threads") int threads,
    @Meaning(value = "Instructions retired.", unit = "instructions") long instructions,
    @Meaning("Blocks that it ran, by instructions, most first.") List<ThreadBlock> blocks,
    @Meaning("Functions by the path they were called along, in preorder.")
        List<CallTreeNode> callTree) {
  public ThreadProfile {
    Checks.notNegative("threads", threads);
    Checks.notNegative("instructions", instructions);
    blocks = List.copyOf(blocks);
    callTree = List.copyOf(callTree);
  }
}
