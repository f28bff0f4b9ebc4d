package io.fluvius.processing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import io.fluvius.projection.SecondTables;
import java.util.List;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

class GroupReplayTest {

    private final SecondTables tables = mock(SecondTables.class);
    private final Runnable storeToken = mock(Runnable.class);
    private final SegmentBacklog.Batch batch = new SegmentBacklog.Batch(Segment.ROOT_SEGMENT, List.of(), null);
    private final GroupReplay replay = new GroupReplay(
            "users",
            mock(Backlog.class),
            mock(EventStore.class),
            NoTransactionManager.instance(),
            tables,
            mock(TokenReader.class),
            mock(HeldTokens.class));

    /** The extension of its claim, which also writes the token, waits for the batch; the other way round, the two would compete for the row. */
    @Test
    void a_batch_stores_its_token_before_its_rows() {
        replay.handle(batch, storeToken);

        InOrder order = inOrder(storeToken, tables);
        order.verify(storeToken).run();
        order.verify(tables).apply(eq("users"), any());
    }

    @Test
    void a_batch_whose_segment_another_node_has_claimed_is_not_applied() {
        doThrow(new IllegalStateException("claimed")).when(storeToken).run();

        assertThatThrownBy(() -> replay.handle(batch, storeToken)).hasMessage("claimed");

        verify(tables, never()).apply(any(), any());
    }
}
