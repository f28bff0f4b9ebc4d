package io.fluvius.progress;

import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;

/**
 * The streams of all events; each notifies its reader when there may be more. A type of its own, because Axon takes every
 * bean of its own type for another event bus.
 *
 * @param source opens the streams
 */
public record EventStreams(StreamableMessageSource<TrackedEventMessage<?>> source) {}
