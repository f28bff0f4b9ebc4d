package io.fluvius.personal;

import io.fluvius.domain.AggregateRef;
import java.util.List;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;

/**
 * A table with rows about persons, beside the log and the views. The module that owns the table declares it as a bean, so that a
 * report on a person contains it.
 *
 * @param name what the rows are called in the report: {@code uniqueValues}
 * @param rows the rows of a person
 * @param shown the columns that the report contains, under their names in it
 */
public record PersonalTable(
        String name, Table<?> table, Function<AggregateRef, Condition> rows, List<Field<?>> shown) {}
