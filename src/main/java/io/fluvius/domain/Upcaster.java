package io.fluvius.domain;

import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Turns the stored members of an event of one revision into those of a later one. An upcaster is kept forever: some backup always
 * contains events of the old revision.
 *
 * @param event the record of the event
 * @param from the revision that it reads
 * @param to the revision that it returns: that of the record, or one that another upcaster reads
 * @param change receives the members of the stored JSON, in a map that it may change and return: text, {@code Boolean}, {@code Integer},
 *     {@code Long}, {@code BigInteger}, {@code BigDecimal}, {@code List} and {@code Map}. It must depend on nothing else, because an
 *     event is read again and again
 */
public record Upcaster(
        Class<? extends Record> event, String from, String to, UnaryOperator<Map<String, Object>> change) {}
