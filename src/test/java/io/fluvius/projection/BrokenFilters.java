package io.fluvius.projection;

import io.fluvius.query.ReferenceQuery;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Implementations that each match the wrong rows in one respect. */
final class BrokenFilters {

    private BrokenFilters() {}

    static class Negations_ignore_null_values extends InMemoryQueryProperties {
        Negations_ignore_null_values() {
            super(new ReferenceQuery() {
                @Override
                protected boolean statement(String key, Object operand, Record row) {
                    boolean isIgnored = key.indexOf('!') > 0 && value(row, key.substring(0, key.indexOf('!'))) == null;
                    return !isIgnored && super.statement(key, operand, row);
                }
            });
        }
    }

    static class Ne_ignores_null_values extends InMemoryQueryProperties {
        Ne_ignores_null_values() {
            super(new ReferenceQuery() {
                @Override
                protected boolean holds(Object actual, String operator, Object operand) {
                    return super.holds(actual, operator, operand) && !(operator.equals("ne") && actual == null);
                }
            });
        }
    }

    static class Notin_ignores_null_values extends InMemoryQueryProperties {
        Notin_ignores_null_values() {
            super(new ReferenceQuery() {
                @Override
                protected boolean holds(Object actual, String operator, Object operand) {
                    return super.holds(actual, operator, operand) && !(operator.equals("notin") && actual == null);
                }
            });
        }
    }

    static class Percent_is_a_wildcard extends InMemoryQueryProperties {
        Percent_is_a_wildcard() {
            super(new ReferenceQuery() {
                @Override
                protected String withoutCase(Object text) {
                    return super.withoutCase(text).replace("%", "");
                }
            });
        }
    }

    static class Case_matters_in_text extends InMemoryQueryProperties {
        Case_matters_in_text() {
            super(new ReferenceQuery() {
                @Override
                protected String withoutCase(Object text) {
                    return (String) text;
                }
            });
        }
    }

    static class Case_is_ignored_by_lower_casing_only extends InMemoryQueryProperties {
        Case_is_ignored_by_lower_casing_only() {
            super(new ReferenceQuery() {
                @Override
                protected String withoutCase(Object text) {
                    return ((String) text).toLowerCase(Locale.ROOT);
                }
            });
        }
    }

    static class Case_is_ignored_by_eq extends InMemoryQueryProperties {
        Case_is_ignored_by_eq() {
            super(new ReferenceQuery() {
                @Override
                protected boolean holds(Object actual, String operator, Object operand) {
                    return operator.equals("eq") && actual instanceof String text && operand != null
                            ? text.equalsIgnoreCase((String) operand)
                            : super.holds(actual, operator, operand);
                }
            });
        }
    }

    static class Numbers_of_different_scale_differ extends InMemoryQueryProperties {
        Numbers_of_different_scale_differ() {
            super(new ReferenceQuery() {
                @Override
                protected boolean holds(Object actual, String operator, Object operand) {
                    return operator.equals("eq") && actual instanceof BigDecimal number
                            ? number.equals(operand)
                            : super.holds(actual, operator, operand);
                }
            });
        }
    }

    static class Times_are_truncated_to_milliseconds extends InMemoryQueryProperties {
        Times_are_truncated_to_milliseconds() {
            super(new ReferenceQuery() {
                @Override
                protected int compared(Object actual, Object operand) {
                    return super.compared(
                            actual instanceof Instant time ? time.truncatedTo(ChronoUnit.MILLIS) : actual, operand);
                }
            });
        }
    }

    static class Between_excludes_its_upper_bound extends InMemoryQueryProperties {
        Between_excludes_its_upper_bound() {
            super(new ReferenceQuery() {
                @Override
                protected boolean holds(Object actual, String operator, Object operand) {
                    return super.holds(actual, operator, operand)
                            && !(operator.equals("between") && compared(actual, ((List<?>) operand).getLast()) == 0);
                }
            });
        }
    }

    static class Gte_is_gt extends InMemoryQueryProperties {
        Gte_is_gt() {
            super(new ReferenceQuery() {
                @Override
                protected boolean holds(Object actual, String operator, Object operand) {
                    return super.holds(actual, operator.equals("gte") ? "gt" : operator, operand);
                }
            });
        }
    }

    static class All_is_any extends InMemoryQueryProperties {
        All_is_any() {
            super(new ReferenceQuery() {
                @Override
                protected boolean holds(Object actual, String operator, Object operand) {
                    return super.holds(actual, operator.equals("all") ? "any" : operator, operand);
                }
            });
        }
    }

    static class Sets_are_matched_as_text extends InMemoryQueryProperties {
        Sets_are_matched_as_text() {
            super(new ReferenceQuery() {
                @Override
                protected boolean holds(Object actual, String operator, Object operand) {
                    return operator.equals("has") && actual instanceof Set<?> set
                            ? String.valueOf(set).contains((String) operand)
                            : super.holds(actual, operator, operand);
                }
            });
        }
    }

    static class Statements_of_one_alternative_are_joined_by_or extends InMemoryQueryProperties {
        Statements_of_one_alternative_are_joined_by_or() {
            super(new ReferenceQuery() {
                @Override
                protected boolean statement(String key, Object operand, Record row) {
                    return key.equals(".or") && operand instanceof Collection<?> parts
                            ? parts.stream()
                                    .flatMap(part -> ((Map<?, ?>) part).entrySet().stream())
                                    .anyMatch(part -> super.statement((String) part.getKey(), part.getValue(), row))
                            : super.statement(key, operand, row);
                }
            });
        }
    }

    static class A_negated_composite_negates_only_its_first_part extends InMemoryQueryProperties {
        A_negated_composite_negates_only_its_first_part() {
            super(new ReferenceQuery() {
                @Override
                protected boolean statement(String key, Object operand, Record row) {
                    return super.statement(
                            key,
                            key.startsWith("!") && operand instanceof List<?> parts ? parts.subList(0, 1) : operand,
                            row);
                }
            });
        }
    }

    static class One_word_of_a_search_is_enough extends InMemoryQueryProperties {
        One_word_of_a_search_is_enough() {
            super(new ReferenceQuery() {
                @Override
                protected boolean found(String text, Record row) {
                    return words(text).findAny().isEmpty() || words(text).anyMatch(word -> super.found(word, row));
                }
            });
        }
    }

    static class A_search_matches_its_blanks extends InMemoryQueryProperties {
        A_search_matches_its_blanks() {
            super(new ReferenceQuery() {
                @Override
                protected Stream<String> words(String text) {
                    return Arrays.stream(text.split(" "));
                }
            });
        }
    }
}
