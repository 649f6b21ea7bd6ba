/**
 * For tests of tools: a call that writes down what a tool does with it. Needs no test framework.
 *
 * <pre>{@code
 * ToolResult result = ToolBox.of(new OrderTools()).call("order_find", Map.of("customer", "Ada"));
 *
 * TestCall call = new TestCall().answering(question -> true);
 * new OrderTools().order_cancel(new Cancel("17"), call);
 * call.questions();   // what the user was asked
 * call.undoAll();     // what undo would do
 * }</pre>
 */
@NullMarked
package dev.hoopoe.tools.testing;

import org.jspecify.annotations.NullMarked;
