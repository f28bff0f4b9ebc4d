package io.fluvius.processing.deadletter;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When parked events of projections and of other read models are tried again without an operator.
 *
 * @param firstRetryAfter the time from the failure to the first retry, which doubles with each further one; zero for no retries
 * @param maxRetryDelay the longest time between two retries
 */
@ConfigurationProperties("fluvius.dead-letters")
record DeadLetterProperties(
        @DefaultValue("1m") Duration firstRetryAfter,
        @DefaultValue("1h") Duration maxRetryDelay) {}
