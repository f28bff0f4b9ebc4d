package io.fluvius.eventstore.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.domain.record.RecordType;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.text.StoredJson;
import io.fluvius.environment.DefinedDomains;
import io.fluvius.personal.PersonalMembers;
import io.fluvius.personal.PersonalText;
import io.fluvius.personal.TestKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.serialization.SimpleSerializedObject;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.tools.jdbc.MockConnection;
import org.jooq.tools.jdbc.MockResult;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Every recorded event is still read when all keys are gone: a replay goes on with values that satisfy their types. */
class ForgottenSamplesTest {

    private static final DomainRegistry DOMAINS = DefinedDomains.find();
    private static final String PERSON = UUID.randomUUID().toString();

    private final JsonMapper json = StoredJson.mapper();
    private final EventNames names = new EventNames(DOMAINS);
    private final EventSerializer serializer = new EventSerializer(names);
    /** The table of keys is empty. */
    private final PersonalEvents personal = new PersonalEvents(
            DOMAINS.all(),
            TestKeys.of(DSL.using(
                    new MockConnection(statement -> new MockResult[] {
                        new MockResult(0, DSL.using(SQLDialect.H2).newResult())
                    }),
                    SQLDialect.H2)));

    @ParameterizedTest
    @MethodSource("samples")
    void a_sample_is_read_with_all_keys_gone(Path sample) throws IOException {
        String[] name = sample.getFileName().toString().split("\\.");
        StoredEvent clear = new StoredEvent(
                UUID.randomUUID().toString(),
                PERSON,
                0,
                name[0],
                "2026-11-22T10:15:30.123Z",
                name[0] + "." + name[1],
                name[2],
                Files.readString(sample),
                "{}");
        NewKeys keys = personal.newKeys();

        StoredEvent stored = personal.encrypt(clear, keys);
        StoredEvent read = personal.decrypt(stored);
        StoredEvent shown = personal.shown(stored);

        Record event = deserialized(read);
        Record before = deserialized(clear);
        PersonalMembers members = PersonalMembers.of(event.getClass());
        for (RecordType.Component component : RecordType.of(event.getClass()).components()) {
            Object value = component.get(before);
            boolean isForgotten = members.paths().contains(component.name()) && value != null;
            assertThat(component.get(event))
                    .as(component.name())
                    .matches(now -> isForgotten ? now != null && !now.equals(value) : Objects.equals(now, value));
            assertThat(json.readTree(shown.payload())
                            .path(component.name())
                            .toString()
                            .equals(PersonalText.FORGOTTEN))
                    .isEqualTo(isForgotten);
        }
    }

    private Record deserialized(StoredEvent event) {
        return (Record) serializer.deserialize(
                new SimpleSerializedObject<>(event.payload(), String.class, event.payloadType(), event.revision()));
    }

    static List<Path> samples() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/events"))) {
            return files.filter(file -> DOMAINS.all().stream()
                            .anyMatch(domain -> file.getFileName().toString().startsWith(domain.name() + ".")))
                    .toList();
        }
    }
}
