package io.fluvius.aggregate;

import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentMap;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.DelegatingDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.CollectionType;
import tools.jackson.databind.type.MapType;

/**
 * Reads a stored collection into the collection that the constructor has created, after clearing it. So a sorted set stays
 * sorted although its field is declared as a set. Immutable collections are replaced.
 */
final class StoredCollections extends ValueDeserializerModifier {

    private static final long serialVersionUID = 1;

    /** The declared types of fields that leave the implementation of the collection open. */
    private static final List<Class<?>> INTERFACES = List.of(
            Collection.class,
            List.class,
            Queue.class,
            Deque.class,
            Set.class,
            SortedSet.class,
            NavigableSet.class,
            Map.class,
            SortedMap.class,
            NavigableMap.class,
            ConcurrentMap.class);

    private StoredCollections() {}

    static void customize(JsonMapper.Builder mapper) {
        INTERFACES.forEach(type -> mapper.withConfigOverride(type, it -> it.setMergeable(true)));
        mapper.addModule(new SimpleModule("collection-refill").setDeserializerModifier(new StoredCollections()));
    }

    @Override
    public ValueDeserializer<?> modifyCollectionDeserializer(
            DeserializationConfig config,
            CollectionType type,
            BeanDescription.Supplier description,
            ValueDeserializer<?> deserializer) {
        return refilling(deserializer);
    }

    @Override
    public ValueDeserializer<?> modifyMapDeserializer(
            DeserializationConfig config,
            MapType type,
            BeanDescription.Supplier description,
            ValueDeserializer<?> deserializer) {
        return refilling(deserializer);
    }

    /** Not that of Axon's metadata, which names no type, and of which no aggregate has any. */
    private static ValueDeserializer<?> refilling(ValueDeserializer<?> deserializer) {
        return deserializer.handledType() == null ? deserializer : new RefillDeserializer(deserializer);
    }

    private static final class RefillDeserializer extends DelegatingDeserializer {

        RefillDeserializer(ValueDeserializer<?> delegate) {
            super(delegate);
        }

        @Override
        protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> delegate) {
            return new RefillDeserializer(delegate);
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context, Object constructed) {
            return clear(constructed)
                    ? super.deserialize(parser, context, constructed)
                    : super.deserialize(parser, context);
        }

        /** Returns false when the collection is immutable. */
        private static boolean clear(Object constructed) {
            try {
                switch (constructed) {
                    case Collection<?> collection -> collection.clear();
                    case Map<?, ?> map -> map.clear();
                    default -> {}
                }
                return true;
            } catch (UnsupportedOperationException immutable) {
                return false;
            }
        }
    }
}
