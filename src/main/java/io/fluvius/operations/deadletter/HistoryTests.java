package io.fluvius.operations.deadletter;

import io.fluvius.access.AccessPolicy;
import io.fluvius.access.ReadableRows;
import io.fluvius.operations.DeadLetter;
import io.fluvius.operations.DeadLetterTests;
import io.fluvius.processing.ProcessorKind;
import io.fluvius.processing.ProcessorKinds;
import io.fluvius.query.HistoryEntry;
import io.fluvius.query.StateManager;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.config.ProcessingGroup;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.util.ClassUtils;

/** Tests that contain the history of the aggregate. */
final class HistoryTests implements DeadLetterTests {

    private final StateManager state;
    private final ProcessorKinds processors;
    private final AccessPolicy access;
    private final ListableBeanFactory beans;

    HistoryTests(StateManager state, ProcessorKinds processors, AccessPolicy access, ListableBeanFactory beans) {
        this.state = state;
        this.processors = processors;
        this.access = access;
        this.beans = beans;
    }

    @Override
    public Optional<String> source(DeadLetter letter) {
        DeadLetter.Event event = letter.event();
        Optional<ProcessorKind> kind = processors
                .of(letter.processor())
                .filter(it -> it == ProcessorKind.PROJECTION || it == ProcessorKind.AUTOMATION);
        Optional<? extends Class<?>> handler = handler(letter.processor());
        if (kind.isEmpty()
                || handler.isEmpty()
                || event.resource() == null
                || event.aggregateId() == null
                || event.version() >= MAX_EVENTS
                || !isShown(event.resource())) {
            return Optional.empty();
        }
        List<HistoryEntry> history;
        try (Stream<HistoryEntry> events = state.history(event.resource(), event.aggregateId())) {
            history = events.takeWhile(it -> it.sequence() <= event.version()).toList();
        }
        TestSource source = new TestSource(letter, handler.get(), history);
        return Optional.of(kind.get() == ProcessorKind.PROJECTION ? source.ofProjection() : source.ofAutomation());
    }

    /** Whether the caller may see the whole history of an aggregate of a resource. */
    private boolean isShown(String resource) {
        return access.rows(resource) instanceof ReadableRows.All && access.allowsPersonalData(resource);
    }

    private Optional<? extends Class<?>> handler(String processor) {
        return Stream.of(beans.getBeanNamesForAnnotation(ProcessingGroup.class))
                .filter(name -> Optional.ofNullable(beans.findAnnotationOnBean(name, ProcessingGroup.class))
                        .filter(group -> group.value().equals(processor))
                        .isPresent())
                .map(beans::getType)
                .filter(Objects::nonNull)
                .<Class<?>>map(ClassUtils::getUserClass)
                .findFirst();
    }
}
