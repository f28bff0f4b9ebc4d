package io.fluvius.projection;

import io.fluvius.domain.ReadModel;
import io.fluvius.projection.sql.ViewTable;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The read model that an event handler receives. It only records changes; {@link TableWriter} applies them. */
final class RecordingReadModel<V extends Record> implements ReadModel<V> {

    private final ViewTable<V> table;
    private final Consumer<RowChange<?>> recorder;

    RecordingReadModel(ViewTable<V> table, Consumer<RowChange<?>> recorder) {
        this.table = table;
        this.recorder = recorder;
    }

    @Override
    public void insert(V view) {
        recorder.accept(new RowChange<>(table, table.type().id(view), true, rows -> rows.insert(view)));
    }

    @Override
    public void update(UUID id, UnaryOperator<V> change) {
        recorder.accept(new RowChange<>(table, id, false, rows -> rows.update(id, change)));
    }

    @Override
    public void delete(UUID id) {
        recorder.accept(new RowChange<>(table, id, false, rows -> rows.delete(id)));
    }
}
