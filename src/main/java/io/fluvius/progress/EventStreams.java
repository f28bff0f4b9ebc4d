package io.fluvius.progress;

import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;

/**
 * Opens streams of all events; a stream notifies its reader when new events may be available. Wraps the source, because
 * Axon treats every bean of the source's type as an event bus.
 *
 * @param source opens the streams
 */
public record EventStreams(StreamableMessageSource<TrackedEventMessage<?>> source) {}
