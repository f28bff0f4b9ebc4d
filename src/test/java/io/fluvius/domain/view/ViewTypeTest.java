package io.fluvius.domain.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.annotation.JsonValue;
import io.fluvius.domain.Large;
import io.fluvius.domain.Searched;
import io.fluvius.domain.Stamped;
import io.fluvius.domain.Unindexed;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ViewTypeTest {

    private static final UUID ID = UUID.fromString("01900000-0000-7000-8000-00000000000a");
    private static final Instant CREATION = Instant.parse("2026-11-01T10:00:00Z");
    private static final Instant LATER = Instant.parse("2026-11-02T10:00:00Z");

    record ThingId(@JsonValue UUID value) {}

    record Title(@JsonValue String value) {}

    record Pieces(@JsonValue int value) {}

    record Price(@JsonValue BigDecimal value) {}

    record Weekday(@JsonValue DayOfWeek value) {}

    record Tags(@JsonValue Set<String> value) {}

    record AllView(
            ThingId id,
            String text,
            @Nullable Title title,
            int small,
            @Nullable Integer smallOrNone,
            long large,
            @Nullable Long largeOrNone,
            Pieces pieces,
            @Nullable BigDecimal price,
            boolean flag,
            @Nullable Boolean flagOrNone,
            @Nullable Instant seenAt,
            @Nullable LocalDate dueOn,
            @Nullable UUID parent,
            DayOfWeek day,
            @Nullable Weekday restDay,
            Set<String> labels,
            Tags tags,

            @Stamped(Stamped.With.CREATED_AT) Instant createdAt,

            @Stamped(Stamped.With.UPDATED_AT) Instant updatedAt,

            @Stamped(Stamped.With.VERSION) long version) {}

    private static final AllView FULL = new AllView(
            new ThingId(ID),
            "text",
            new Title("Title"),
            1,
            2,
            3,
            4L,
            new Pieces(5),
            new BigDecimal("6.7"),
            true,
            false,
            CREATION,
            LocalDate.of(2026, 11, 1),
            ID,
            DayOfWeek.MONDAY,
            new Weekday(DayOfWeek.SUNDAY),
            Set.of("b", "a"),
            new Tags(Set.of("d", "c")),
            CREATION,
            CREATION,
            8);

    private static final AllView EMPTY = new AllView(
            new ThingId(ID),
            "",
            null,
            0,
            null,
            0,
            null,
            new Pieces(0),
            null,
            false,
            null,
            null,
            null,
            null,
            DayOfWeek.MONDAY,
            null,
            Set.of(),
            new Tags(Set.of()),
            CREATION,
            CREATION,
            0);

    private final ViewType<AllView> type = ViewType.of("thing", AllView.class);

    @Nested
    class Fields {

        @Test
        void are_the_components_in_their_order() {
            assertThat(type.fields())
                    .extracting(ViewField::name)
                    .containsExactlyElementsOf(Arrays.stream(AllView.class.getRecordComponents())
                            .map(component -> component.getName())
                            .toList());
        }

        @Test
        void have_the_types_of_their_components() {
            assertThat(type.fields().stream().collect(Collectors.toMap(ViewField::name, ViewField::type)))
                    .containsEntry("id", FieldType.UUID)
                    .containsEntry("text", FieldType.TEXT)
                    .containsEntry("title", FieldType.TEXT)
                    .containsEntry("small", FieldType.INTEGER)
                    .containsEntry("smallOrNone", FieldType.INTEGER)
                    .containsEntry("large", FieldType.INTEGER)
                    .containsEntry("largeOrNone", FieldType.INTEGER)
                    .containsEntry("pieces", FieldType.INTEGER)
                    .containsEntry("price", FieldType.NUMBER)
                    .containsEntry("flag", FieldType.BOOLEAN)
                    .containsEntry("flagOrNone", FieldType.BOOLEAN)
                    .containsEntry("seenAt", FieldType.DATE_TIME)
                    .containsEntry("dueOn", FieldType.DATE)
                    .containsEntry("parent", FieldType.UUID)
                    .containsEntry("day", FieldType.ENUM)
                    .containsEntry("restDay", FieldType.ENUM)
                    .containsEntry("labels", FieldType.TEXT_SET)
                    .containsEntry("tags", FieldType.TEXT_SET)
                    .containsEntry("createdAt", FieldType.DATE_TIME)
                    .containsEntry("version", FieldType.INTEGER);
        }

        @Test
        void are_nullable_if_the_component_is_marked_nullable() {
            assertThat(type.fields().stream().filter(ViewField::nullable).map(ViewField::name))
                    .containsExactly(
                            "title",
                            "smallOrNone",
                            "largeOrNone",
                            "price",
                            "flagOrNone",
                            "seenAt",
                            "dueOn",
                            "parent",
                            "restDay");
        }

        @Test
        void of_an_enum_have_the_names_of_its_constants() {
            assertThat(type.field("restDay").orElseThrow().names())
                    .startsWith("MONDAY", "TUESDAY")
                    .hasSize(7);
            assertThat(type.field("text").orElseThrow().names()).isEmpty();
        }

        @Test
        void have_columns_in_snake_case() {
            assertThat(type.field("smallOrNone")).map(ViewField::column).contains("small_or_none");
        }

        @Test
        void are_found_by_their_exact_name_only() {
            assertThat(type.field("text")).isPresent();
            assertThat(type.field("Text")).isEmpty();
            assertThat(type.field("nothing")).isEmpty();
        }
    }

    @Test
    void a_view_has_a_resource_a_record_and_a_table() {
        assertThat(type.resource()).isEqualTo("thing");
        assertThat(type.record()).isEqualTo(AllView.class);
        assertThat(type.table()).isEqualTo("all_view");
    }

    @Nested
    class Rows {

        @Test
        void have_an_id_and_a_version() {
            assertThat(type.id(FULL)).isEqualTo(ID);
            assertThat(type.version(FULL)).isEqualTo(8);
        }

        @Test
        void have_values_of_the_types_of_their_fields() {
            assertThat(values(FULL))
                    .containsExactly(
                            ID,
                            "text",
                            "Title",
                            1L,
                            2L,
                            3L,
                            4L,
                            5L,
                            new BigDecimal("6.7"),
                            true,
                            false,
                            CREATION,
                            LocalDate.of(2026, 11, 1),
                            ID,
                            "MONDAY",
                            "SUNDAY",
                            Set.of("a", "b"),
                            Set.of("c", "d"),
                            CREATION,
                            CREATION,
                            8L);
        }

        @Test
        void are_created_from_their_values() {
            assertThat(type.create(values(FULL))).isEqualTo(FULL);
            assertThat(type.create(values(EMPTY))).isEqualTo(EMPTY);
        }

        @Test
        void have_sorted_sets() {
            assertThat(type.create(values(FULL)).labels()).isInstanceOf(TreeSet.class);
        }

        @Test
        void are_stamped_when_inserted() {
            AllView row = type.inserted(FULL, LATER, 3);

            assertThat(row.createdAt()).isEqualTo(LATER);
            assertThat(row.updatedAt()).isEqualTo(LATER);
            assertThat(row.version()).isEqualTo(3);
            assertThat(row.text()).isEqualTo("text");
        }

        /** So that a row is the same whether it was read from a table or computed from events. */
        @Test
        void have_the_precision_of_a_column() {
            record Precise(
                    UUID id,
                    Price price,
                    Instant seenAt,
                    @Stamped(Stamped.With.VERSION) long version) {}
            ViewType<Precise> precise = ViewType.of("precise", Precise.class);
            Precise given =
                    new Precise(ID, new Price(new BigDecimal("1.10000000051")), CREATION.plusNanos(123_456_789), 0);
            Precise stored =
                    new Precise(ID, new Price(new BigDecimal("1.100000001")), CREATION.plusNanos(123_456_000), 4);

            assertThat(precise.inserted(given, LATER, 4)).isEqualTo(stored);
            assertThat(precise.updated(given, given, LATER, 4)).isEqualTo(stored);
            assertThat(precise.create(List.of(ID, new BigDecimal("1.100000001"), stored.seenAt(), 4L)))
                    .isEqualTo(stored);
            assertThat(precise.create(List.of(ID, new BigDecimal("100.000000000"), CREATION, 0L))
                            .price())
                    .isEqualTo(new Price(new BigDecimal("100")));
        }

        @Test
        void keep_the_time_of_their_creation_when_updated() {
            AllView row = type.updated(FULL, type.inserted(EMPTY, LATER, 0), LATER, 9);

            assertThat(row.createdAt()).isEqualTo(CREATION);
            assertThat(row.updatedAt()).isEqualTo(LATER);
            assertThat(row.version()).isEqualTo(9);
            assertThat(row.text()).isEmpty();
        }

        private List<@Nullable Object> values(AllView row) {
            return type.fields().stream().map(field -> type.value(row, field)).toList();
        }
    }

    record Smallest(UUID id, @Stamped(Stamped.With.VERSION) long version) {}

    @Test
    void an_id_and_a_version_are_enough() {
        ViewType<Smallest> smallest = ViewType.of("thing", Smallest.class);

        assertThat(smallest.updated(new Smallest(ID, 0), new Smallest(ID, 0), LATER, 4))
                .isEqualTo(new Smallest(ID, 4));
    }

    record WithoutId(@Stamped(Stamped.With.VERSION) long version) {}

    record WithTextId(
            String id, @Stamped(Stamped.With.VERSION) long version) {}

    record WithoutVersion(UUID id) {}

    record WithTextAsTime(
            UUID id,
            @Stamped(Stamped.With.CREATED_AT) String at,
            @Stamped(Stamped.With.VERSION) long version) {}

    record WithDouble(
            UUID id,
            double weight,
            @Stamped(Stamped.With.VERSION) long version) {}

    record WithObject(
            UUID id,
            Object thing,
            @Stamped(Stamped.With.VERSION) long version) {}

    record WithList(
            UUID id,
            List<String> labels,
            @Stamped(Stamped.With.VERSION) long version) {}

    record WithNumbers(
            UUID id,
            Set<Integer> numbers,
            @Stamped(Stamped.With.VERSION) long version) {}

    @SuppressWarnings("rawtypes")
    record WithRawSet(
            UUID id,
            Set labels,
            @Stamped(Stamped.With.VERSION) long version) {}

    record WithPair(
            UUID id,
            Smallest pair,
            @Stamped(Stamped.With.VERSION) long version) {}

    record Wrapped(ThingId value) {}

    record WithTwoWrappings(
            UUID id,
            Wrapped wrapped,
            @Stamped(Stamped.With.VERSION) long version) {}

    @ParameterizedTest
    @ValueSource(
            classes = {
                WithoutId.class,
                WithTextId.class,
                WithoutVersion.class,
                WithTextAsTime.class,
                WithDouble.class,
                WithObject.class,
                WithList.class,
                WithNumbers.class,
                WithRawSet.class,
                WithPair.class,
                WithTwoWrappings.class
            })
    void a_record_that_is_not_a_valid_view_is_refused(Class<? extends Record> record) {
        assertThatIllegalArgumentException().isThrownBy(() -> ViewType.of("thing", record));
    }

    @Nested
    class A_searched_component {

        record SearchedView(
                UUID id,
                @Searched Title title,
                @Searched @Nullable String note,
                String other,
                @Stamped(Stamped.With.VERSION) long version) {}

        record SearchedNumberView(
                UUID id,
                @Searched long number,
                @Stamped(Stamped.With.VERSION) long version) {}

        @Test
        void gives_a_searched_field() {
            assertThat(ViewType.of("thing", SearchedView.class).fields())
                    .filteredOn(ViewField::searched)
                    .map(ViewField::name)
                    .containsExactly("title", "note");
        }

        @Test
        void must_hold_text() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ViewType.of("thing", SearchedNumberView.class))
                    .withMessageContaining("number");
        }
    }

    @Nested
    class A_large_view {

        @Large
        record LargeView(
                UUID id,
                String title,
                @Unindexed String remarks,
                Set<String> tags,
                @Stamped(Stamped.With.VERSION) long version) {}

        @Test
        void is_large() {
            assertThat(ViewType.of("thing", LargeView.class).record()).hasAnnotation(Large.class);
            assertThat(ViewType.of("thing", AllView.class).record().isAnnotationPresent(Large.class))
                    .isFalse();
        }

        @Test
        void can_be_sorted_by_fields_other_than_sets_also_without_an_index() {
            ViewType<LargeView> type = ViewType.of("thing", LargeView.class);

            assertThat(type.fields())
                    .filteredOn(ViewField::isSortable)
                    .map(ViewField::name)
                    .containsExactly("id", "title", "remarks", "version");
            assertThat(type.fields())
                    .filteredOn(ViewField::indexed)
                    .map(ViewField::name)
                    .containsExactly("id", "title", "tags", "version");
        }
    }
}
