package io.fluvius.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fluvius.personal.PersonalKeys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.MetaData;
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
    private static final PersonalStates NOT_PERSONAL = new PersonalStates(Set.of(), PersonalKeys.none());

    private final SnapshotSerializer serializer = new SnapshotSerializer(types, NOT_PERSONAL);

    @Test
    void fields_of_any_visibility_are_restored() {
        Thing thing = new Thing();
        thing.id = new ThingId("a");
        thing.counts.put("x", 2L);
        thing.parts.add(new Part("bolt", 3, null));
        thing.sorted.addAll(List.of("b", "a"));
        thing.on = true;

        Thing restored = restored(thing);

        assertThat(restored).usingRecursiveComparison().isEqualTo(thing);
        assertThat(restored.sorted).isExactlyInstanceOf(TreeSet.class);
        assertThat(restored.parts).isExactlyInstanceOf(LinkedHashSet.class);
    }

    @Test
    void a_null_field_stays_null_although_the_constructor_sets_it() {
        Thing thing = new Thing();
        thing.remark = null;

        assertThat(restored(thing).remark).isNull();
    }

    @Test
    void an_element_that_was_removed_from_a_collection_stays_removed() {
        Thing thing = new Thing();
        thing.initial.clear();

        assertThat(restored(thing).initial).isEmpty();
    }

    @Test
    void an_immutable_collection_is_replaced() {
        Thing thing = new Thing();
        thing.fixed = List.of("a");

        assertThat(restored(thing).fixed).containsExactly("a");
    }

    @Test
    void metadata_are_restored() {
        MetaData metadata = MetaData.with("tenant", "acme");

        assertThat(serializer.<String, MetaData>deserialize(serializer.serialize(metadata, String.class)))
                .isEqualTo(metadata);
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
    void the_revision_depends_on_the_code() {
        String revision = serializer.typeForClass(Thing.class).getRevision();

        assertThat(new SnapshotSerializer(types, NOT_PERSONAL)
                        .typeForClass(Thing.class)
                        .getRevision())
                .isEqualTo(revision);
        assertThat(serializer.typeForClass(Plain.class).getRevision()).isNotEqualTo(revision);
        assertThat(serializer.isFromRunningCode(new SimpleSerializedType("thing", revision)))
                .isTrue();
        assertThat(serializer.isFromRunningCode(new SimpleSerializedType("thing", "other")))
                .isFalse();
        assertThat(serializer.isFromRunningCode(new SimpleSerializedType("thing", null)))
                .isFalse();
        assertThat(serializer.isFromRunningCode(new SimpleSerializedType(Thing.class.getName(), revision)))
                .isFalse();
    }

    @Test
    void the_revision_begins_with_the_annotated_one() {
        assertThat(serializer.typeForClass(Revised.class).getRevision()).startsWith("7-");
    }

    @Test
    void state_that_json_cannot_represent_is_refused_before_it_is_stored() {
        Odd odd = new Odd();
        odd.strategy = () -> {};

        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> new Snapshots(types, NOT_PERSONAL).requireReadable(new GenericMessage<>(odd)));
    }

    private Thing restored(Thing thing) {
        SerializedObject<String> written = serializer.serialize(thing, String.class);
        return serializer.deserialize(written);
    }

    record ThingId(String value) {}

    record Part(String name, int many, @Nullable String remark) {}

    @AggregateRoot(type = "thing")
    static class Thing {

        @AggregateIdentifier
        private ThingId id;

        private final Map<String, Long> counts = new HashMap<>();
        private final Set<Part> parts = new LinkedHashSet<>();
        private final Set<String> sorted = new TreeSet<>();
        private final List<String> initial = new ArrayList<>(List.of("initial"));
        private List<String> fixed = List.of();
        private int[] array = {1, 2};
        private boolean on;
        private @Nullable String remark = "as constructed";

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
