package io.fluvius.operations;

import org.jspecify.annotations.Nullable;

/**
 * Decides who acts and what is allowed. A bean of this type replaces the default, which decides by the rights of the caller. Must
 * be safe for use by many threads.
 */
public interface OperatorPolicy {

    /**
     * Returns the name of the operator for whom the calling thread runs; never empty. It is recorded with each action.
     */
    String actor();

    /**
     * Whether an operator may run an action.
     *
     * @param action the name of the action: {@code reset-processor}
     * @param target what it acts on, such as the name of a processor; null if it acts on everything of its kind
     */
    boolean isAllowed(String actor, String action, @Nullable String target);
}
