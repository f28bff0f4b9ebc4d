package io.fluvius.processing;

import java.util.function.Function;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventProcessor;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.messaging.deadletter.SequencedDeadLetterQueue;

/** Creates event processors that do not maintain a view, and queues of dead letters. Safe for use by many threads. */
public final class StreamingProcessors {

    private final NodeProperties properties;
    private final Function<String, SequencedDeadLetterQueue<EventMessage<?>>> deadLetters;

    /** @param deadLetters opens the queue of a processing group */
    StreamingProcessors(
            NodeProperties properties, Function<String, SequencedDeadLetterQueue<EventMessage<?>>> deadLetters) {
        this.properties = properties;
        this.deadLetters = deadLetters;
    }

    /** Creates a processor that begins, when it starts for the first time, with the events that are appended from then on. */
    public EventProcessor fromHead(String name, Configuration configuration, EventHandlerInvoker handlers) {
        return BacklogProcessors.settings(name, configuration, handlers, properties)
                .initialToken(StreamableMessageSource::createHeadToken)
                .build();
    }

    /** Opens the queue of dead letters of a processing group, which has no limits. */
    public SequencedDeadLetterQueue<EventMessage<?>> deadLetters(String processingGroup) {
        return deadLetters.apply(processingGroup);
    }
}
