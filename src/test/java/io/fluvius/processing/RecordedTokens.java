package io.fluvius.processing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.axonframework.eventhandling.tokenstore.inmemory.InMemoryTokenStore;
import org.jspecify.annotations.Nullable;

/** The tokens of one processor in memory; records which tokens were stored and released. */
final class RecordedTokens extends InMemoryTokenStore {

    private final String processor;
    private final List<Integer> stored = Collections.synchronizedList(new ArrayList<>());
    private final List<Integer> released = new ArrayList<>();
    private final Set<Integer> extended = ConcurrentHashMap.newKeySet();
    private int claimedElsewhere = -1;

    RecordedTokens(String processor) {
        this.processor = processor;
    }

    /** The segments whose tokens were stored, in order. */
    List<Integer> stored() {
        return stored;
    }

    /** The segments whose claims were released. */
    List<Integer> released() {
        return released;
    }

    /** The segments whose claims were extended. */
    Set<Integer> extended() {
        return extended;
    }

    /** Makes the claim of a segment fail. */
    void claimElsewhere(int segment) {
        claimedElsewhere = segment;
    }

    /** Sets the positions of all segments; -1 for a segment that has read nothing. */
    void initialize(long[] reached) {
        initialize(LongStream.of(reached)
                .<@Nullable TrackingToken>mapToObj(
                        position -> position < 0 ? null : new GlobalSequenceTrackingToken(position))
                .toList());
    }

    /** Sets the tokens of all segments. */
    void initialize(List<? extends @Nullable TrackingToken> reached) {
        initializeTokenSegments(processor, reached.size());
        for (int segment = 0; segment < reached.size(); segment++) {
            super.storeToken(reached.get(segment), processor, segment);
        }
    }

    @Nullable TrackingToken of(int segment) {
        return super.fetchToken(processor, segment);
    }

    List<SegmentToken> segmentTokens() {
        int[] ids = fetchSegments(processor);
        return IntStream.of(ids)
                .mapToObj(id -> SegmentToken.of(Segment.computeSegment(id, ids), of(id)))
                .toList();
    }

    /** The distinct positions of the segments. */
    List<Long> reached() {
        return segmentTokens().stream().map(SegmentToken::index).distinct().toList();
    }

    @Override
    public void storeToken(@Nullable TrackingToken token, String processorName, int segment) {
        super.storeToken(token, processorName, segment);
        stored.add(segment);
    }

    @Override
    public @Nullable TrackingToken fetchToken(String processorName, int segment) {
        if (segment == claimedElsewhere) {
            throw new UnableToClaimTokenException("Another node has claimed the segment");
        }
        return super.fetchToken(processorName, segment);
    }

    @Override
    public void extendClaim(String processorName, int segment) {
        extended.add(segment);
    }

    @Override
    public void releaseClaim(String processorName, int segment) {
        released.add(segment);
    }
}
