package io.fluvius.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.serialization.Revision;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SimpleSerializedType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SnapshotFormatTest {

    private final AggregateTypes types = new AggregateTypes(Set.of(Thing.class, Revised.class, Plain.class, Odd.class));
    private final SnapshotSerializer serializer = new SnapshotSerializer(types);

    @Test
    void the_fields_come_back_whatever_their_visibility() {
        Thing thing = new Thing();
        thing.id = new ThingId("a");
        thing.counts.put("x", 2L);
        thing.parts.add(new Part("bolt", 3, null));
        thing.sorted.addAll(List.of("b", "a"));
        thing.on = true;

        Thing back = backFrom(thing);

        assertThat(back).usingRecursiveComparison().isEqualTo(thing);
        assertThat(back.sorted).isExactlyInstanceOf(TreeSet.class);
        assertThat(back.parts).isExactlyInstanceOf(LinkedHashSet.class);
    }

    @Test
    void null_stays_null_where_construction_would_set_something() {
        Thing thing = new Thing();
        thing.note = null;

        assertThat(backFrom(thing).note).isNull();
    }

    @Test
    void what_was_taken_out_of_a_collection_stays_out() {
        Thing thing = new Thing();
        thing.begun.clear();

        assertThat(backFrom(thing).begun).isEmpty();
    }

    @Test
    void a_collection_that_cannot_be_changed_is_replaced() {
        Thing thing = new Thing();
        thing.fixed = List.of("a");

        assertThat(backFrom(thing).fixed).containsExactly("a");
    }

    @Test
    void methods_are_not_called() {
        assertThat(serializer.serialize(new Thing(), String.class).getData()).doesNotContain("secret");
    }

    @Test
    void a_snapshot_has_the_name_of_its_aggregate() {
        assertThat(serializer.typeForClass(Thing.class).getName()).isEqualTo("thing");
        assertThat(serializer.typeForClass(Plain.class).getName()).isEqualTo("Plain");
        assertThat(serializer.classForType(serializer.typeForClass(Thing.class)))
                .isEqualTo(Thing.class);
    }

    @Test
    void a_revision_belongs_to_the_code() {
        String revision = serializer.typeForClass(Thing.class).getRevision();

        assertThat(new SnapshotSerializer(types).typeForClass(Thing.class).getRevision())
                .isEqualTo(revision);
        assertThat(serializer.typeForClass(Plain.class).getRevision()).isNotEqualTo(revision);
        assertThat(serializer.isOfThisCode(new SimpleSerializedType("thing", revision)))
                .isTrue();
        assertThat(serializer.isOfThisCode(new SimpleSerializedType("thing", "other")))
                .isFalse();
        assertThat(serializer.isOfThisCode(new SimpleSerializedType("thing", null)))
                .isFalse();
        assertThat(serializer.isOfThisCode(new SimpleSerializedType(Thing.class.getName(), revision)))
                .isFalse();
    }

    @Test
    void a_revision_that_is_said_comes_first() {
        assertThat(serializer.typeForClass(Revised.class).getRevision()).startsWith("7-");
    }

    @Test
    void what_json_cannot_hold_is_noticed_before_it_is_stored() {
        Odd odd = new Odd();
        odd.strategy = () -> {};

        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> new Snapshots(types).requireReadable(odd));
    }

    private Thing backFrom(Thing thing) {
        SerializedObject<String> written = serializer.serialize(thing, String.class);
        return serializer.deserialize(written);
    }

    record ThingId(String value) {}

    record Part(String name, int many, @Nullable String note) {}

    @AggregateRoot(type = "thing")
    static class Thing {

        @AggregateIdentifier
        private ThingId id;

        private final Map<String, Long> counts = new HashMap<>();
        private final Set<Part> parts = new LinkedHashSet<>();
        private final Set<String> sorted = new TreeSet<>();
        private final List<String> begun = new ArrayList<>(List.of("begun"));
        private List<String> fixed = List.of();
        private int[] array = {1, 2};
        private boolean on;
        private @Nullable String note = "as constructed";

        public String getSecret() {
            return "secret";
        }
    }

    @Revision("7")
    @AggregateRoot(type = "revised")
    static class Revised {}

    @AggregateRoot
    static class Plain {}

    @AggregateRoot(type = "odd")
    static class Odd {
        private Runnable strategy;
    }
}
