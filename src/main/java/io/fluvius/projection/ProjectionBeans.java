package io.fluvius.projection;

import io.fluvius.domain.view.InMemoryReadModel;
import io.fluvius.domain.view.ViewType;
import io.fluvius.progress.Projections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/** The projections among the beans of the application. Safe for use by many threads. */
final class ProjectionBeans implements Projections {

    private final Supplier<List<ProjectionBean>> lookup;

    /** Looked up on first use, because the beans themselves may depend on reading state. */
    private volatile @Nullable List<ProjectionBean> beans;

    ProjectionBeans(Supplier<List<ProjectionBean>> lookup) {
        this.lookup = lookup;
    }

    @Override
    public Set<String> processingGroups(ViewType<?> view) {
        return keeping(view.record()).stream()
                .map(ProjectionBean::processingGroup)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public <V extends Record> Map<UUID, Optional<V>> apply(DomainEventMessage<?> event, InMemoryReadModel<V> rows) {
        List<ProjectionBean> keeping = keeping(rows.type().record());
        if (keeping.isEmpty()) {
            throw new IllegalStateException("No projection maintains the view of "
                    + rows.type().resource() + " through a ReadModel; only its current state can be queried");
        }
        return changes(event, () -> keeping.forEach(projection -> projection.handle(event)))
                .applyTo(rows);
    }

    /** The changes that the projections of a processing group record for an event. Throws the exception of one that fails. */
    EventChanges changes(String processingGroup, DomainEventMessage<?> event) {
        return changes(event, () -> ofGroup(processingGroup).forEach(projection -> projection.maintainViews(event)));
    }

    private static EventChanges changes(DomainEventMessage<?> event, Runnable handling) {
        EventChanges changes = new EventChanges(event);
        UnitOfWork<?> work = DefaultUnitOfWork.startAndGet(event);
        work.resources().put(EventChanges.RESOURCE, changes);
        try {
            handling.run();
        } finally {
            // the handlers only recorded changes: there is nothing to commit
            work.rollback();
        }
        return changes;
    }

    /** The types of the views that the projections of a processing group maintain. */
    Set<Class<?>> views(String processingGroup) {
        return ofGroup(processingGroup).stream()
                .flatMap(projection -> projection.views().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The processing groups that maintain views. */
    Set<String> groups() {
        return beans().stream()
                .filter(bean -> !bean.views().isEmpty())
                .map(ProjectionBean::processingGroup)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The beans of a processing group that maintain views. */
    List<ProjectionBean> ofGroup(String processingGroup) {
        return beans().stream()
                .filter(bean -> bean.processingGroup().equals(processingGroup)
                        && !bean.views().isEmpty())
                .toList();
    }

    private List<ProjectionBean> keeping(Class<?> view) {
        return beans().stream().filter(bean -> bean.maintains(view)).toList();
    }

    private List<ProjectionBean> beans() {
        List<ProjectionBean> found = beans;
        if (found == null) {
            found = lookup.get();
            beans = found;
        }
        return found;
    }
}
