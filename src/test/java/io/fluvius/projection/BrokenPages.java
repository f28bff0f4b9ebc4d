package io.fluvius.projection;

import io.fluvius.query.QueryPage;
import io.fluvius.query.ReferenceQuery;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Implementations that each return the wrong order or the wrong page in one respect. */
final class BrokenPages {

    private BrokenPages() {}

    static class Null_values_come_first extends InMemoryQueryProperties {
        Null_values_come_first() {
            super(new ReferenceQuery() {
                @Override
                protected Comparator<Record> ascending(String field) {
                    return Comparator.comparing(row -> value(row, field), Comparator.nullsFirst(this::compared));
                }
            });
        }
    }

    static class Rows_with_equal_sort_keys_come_in_any_order extends InMemoryQueryProperties {
        Rows_with_equal_sort_keys_come_in_any_order() {
            super(new ReferenceQuery() {
                @Override
                protected Comparator<Record> ascending(String field) {
                    return field.equals("id") ? Comparator.comparing(row -> 0) : super.ascending(field);
                }
            });
        }
    }

    static class The_second_sort_key_is_ignored extends InMemoryQueryProperties {
        The_second_sort_key_is_ignored() {
            super(new ReferenceQuery() {
                @Override
                protected Comparator<Record> order(List<Map<String, String>> sort) {
                    return super.order(sort.subList(0, 1));
                }
            });
        }
    }

    static class Text_compares_by_code_unit extends InMemoryQueryProperties {
        Text_compares_by_code_unit() {
            super(new ReferenceQuery() {
                @Override
                protected int compared(Object actual, Object operand) {
                    return actual instanceof String text
                            ? text.compareTo((String) operand)
                            : super.compared(actual, operand);
                }
            });
        }
    }

    static class Identifiers_compare_as_signed_numbers extends InMemoryQueryProperties {
        Identifiers_compare_as_signed_numbers() {
            super(new ReferenceQuery() {
                @Override
                protected int compared(Object actual, Object operand) {
                    return actual instanceof UUID id && operand instanceof UUID other
                            ? id.compareTo(other)
                            : super.compared(actual, operand);
                }
            });
        }
    }

    static class Pages_start_one_row_late extends InMemoryQueryProperties {
        Pages_start_one_row_late() {
            super(new ReferenceQuery());
        }

        @Override
        List<Specimen> slice(List<Specimen> matching, long start, int limit) {
            return super.slice(matching, start > 0 ? start + 1 : 0, limit);
        }
    }

    static class The_last_row_of_a_full_page_is_missing extends InMemoryQueryProperties {
        The_last_row_of_a_full_page_is_missing() {
            super(new ReferenceQuery());
        }

        @Override
        List<Specimen> slice(List<Specimen> matching, long start, int limit) {
            List<Specimen> page = super.slice(matching, start, limit);
            return page.size() == limit ? page.subList(0, limit - 1) : page;
        }
    }

    static class The_row_at_a_cursor_is_repeated extends InMemoryQueryProperties {
        The_row_at_a_cursor_is_repeated() {
            super(new ReferenceQuery());
        }

        @Override
        String next(long start, int limit) {
            return super.next(start - 1, limit);
        }
    }

    static class The_previous_page_misses_a_row extends InMemoryQueryProperties {
        The_previous_page_misses_a_row() {
            super(new ReferenceQuery());
        }

        @Override
        String previous(long start, int limit) {
            return super.previous(start - 1, limit);
        }
    }

    static class A_full_last_page_has_a_next_page extends InMemoryQueryProperties {
        A_full_last_page_has_a_next_page() {
            super(new ReferenceQuery());
        }

        @Override
        QueryPage<Specimen> execute(Map<String, Object> request) {
            QueryPage<Specimen> page = super.execute(request);
            boolean full = page.data().size() == page.limit();
            return new QueryPage<>(
                    page.data(),
                    page.limit(),
                    page.page(),
                    page.pages(),
                    page.total(),
                    full && page.next() == null ? "1000" : page.next(),
                    page.previous());
        }
    }
}
