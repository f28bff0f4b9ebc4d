package io.fluvius.command;

import io.fluvius.domain.AggregateRef;
import java.util.function.Predicate;

/** Whether there are events of an aggregate, be it deleted since. */
interface AggregateExistence extends Predicate<AggregateRef> {}
