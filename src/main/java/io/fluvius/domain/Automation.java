package io.fluvius.domain;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.axonframework.eventhandling.DisallowReplay;
import org.springframework.core.annotation.AliasFor;
import org.springframework.stereotype.Component;

/**
 * Marks a bean whose event handlers have side effects: they send commands, or call other systems. An automation has its own
 * event processor, which begins with the events that are appended after its first start, and is never replayed. On several
 * nodes, one of them handles an event.
 *
 * <p>An event handler that declares a parameter of type {@link Commands} sends commands whose identifiers derive from the
 * event, the name of the automation, and the number of the command: the first, the second, and so on. So an event that is
 * delivered again sends the same commands, which do nothing twice, as long as the handler sends them in the same order. The commands belong to
 * the chain of causes of the event, and have its actor. A parameter of type {@link IdempotencyKey} is a key for another
 * system, which is also the same each time.
 *
 * <p>An event has been handled when its commands are durable. If the handler throws an exception, the event is parked as a
 * dead letter and tried again with growing delays; later events of the same aggregate wait behind it, and the events of
 * other aggregates go on. A handler that does not mind a failure catches the {@link io.fluvius.problem.ProblemException}.
 * Automations that cause each other in a loop are stopped: a chain of causes has at most 16 of them.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Component
@DisallowReplay
public @interface Automation {

    /** Metadata of commands and events: the automations in the chain of causes, in their order, separated by commas. */
    String CHAIN = "automations";

    /** Metadata of a deadline: its identifier, from which those of the commands that it causes derive. */
    String DEADLINE = "deadlineId";

    /**
     * The name of the automation in kebab case: {@code when-user-deleted-then-leave-groups}. It is stored with the progress
     * of the automation, and can therefore never change.
     */
    @AliasFor(annotation = Component.class)
    String value();
}
