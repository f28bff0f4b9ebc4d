package io.fluvius.projection;

import io.fluvius.domain.view.InMemoryReadModel;
import io.fluvius.domain.view.ViewType;
import io.fluvius.progress.Projections;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/** The projections among the application's beans. */
final class ProjectionBeans implements Projections {

    private final Supplier<List<ProjectionBean>> lookUp;

    /** Looked up when first asked for: the beans may themselves want to read state. */
    private volatile @Nullable List<ProjectionBean> known;

    ProjectionBeans(Supplier<List<ProjectionBean>> lookUp) {
        this.lookUp = lookUp;
    }

    @Override
    public Set<String> processingGroups(ViewType<?> view) {
        return keeping(view.record()).stream()
                .map(ProjectionBean::processingGroup)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public <V extends Record> void apply(DomainEventMessage<?> event, InMemoryReadModel<V> rows) {
        List<ProjectionBean> keeping = keeping(rows.type().record());
        if (keeping.isEmpty()) {
            throw new IllegalStateException("No projection keeps the view of "
                    + rows.type().resource() + " by a ReadModel, and so it knows the present only");
        }
        UnitOfWork<?> work = DefaultUnitOfWork.startAndGet(event);
        work.resources().put(ReadModelOverride.RESOURCE, new ReadModelOverride<>(rows));
        try {
            keeping.forEach(projection -> projection.handle(event));
        } finally {
            // nothing was done that would have to be committed
            work.rollback();
        }
    }

    private List<ProjectionBean> keeping(Class<?> view) {
        return all().stream().filter(it -> it.keeps(view)).toList();
    }

    private List<ProjectionBean> all() {
        List<ProjectionBean> all = known;
        if (all == null) {
            all = lookUp.get();
            known = all;
        }
        return all;
    }
}
