package dev.orrery.profiler.recording;

/**
 * A function as called along one path. Nodes stand in preorder: a node's children follow it with a
 * depth one greater.
 */
@Meaning(
    "A function as called along one path. Nodes are in preorder; children follow their parent.")
public record CallTreeNode(
    @Meaning(value = "Calls between the root and this node.", unit = "calls") int depth,
    @Meaning("Index in functions.") int function,
    @Meaning(value = "Times it was called along this path.", unit = "calls") long calls,
    @Meaning(value = "Instructions retired in it along this path.", unit = "instructions")
        long self,
    @Meaning(value = "The same with everything below it.", unit = "instructions") long total) {
  public CallTreeNode {
    Checks.notNegative("depth", depth);
    Checks.notNegative("calls", calls);
    Checks.notNegative("self", self);
    Checks.notNegative("total", total);
  }
}
