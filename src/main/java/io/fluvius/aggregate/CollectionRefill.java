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
 * Has collections that an object makes when it is constructed emptied and filled again with what was stored, so that a
 * sorted set stays sorted though its field says only that it is a set. Those that cannot be changed are replaced.
 */
final class CollectionRefill extends ValueDeserializerModifier {

    private static final long serialVersionUID = 1;

    /** Types of fields that do not say of what kind the collection is. */
    private static final List<Class<?>> GENERAL = List.of(
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

    private CollectionRefill() {}

    static void customize(JsonMapper.Builder mapper) {
        GENERAL.forEach(type -> mapper.withConfigOverride(type, it -> it.setMergeable(true)));
        mapper.addModule(new SimpleModule("refilled").setDeserializerModifier(new CollectionRefill()));
    }

    @Override
    public ValueDeserializer<?> modifyCollectionDeserializer(
            DeserializationConfig config,
            CollectionType type,
            BeanDescription.Supplier description,
            ValueDeserializer<?> deserializer) {
        return new Refilling(deserializer);
    }

    @Override
    public ValueDeserializer<?> modifyMapDeserializer(
            DeserializationConfig config,
            MapType type,
            BeanDescription.Supplier description,
            ValueDeserializer<?> deserializer) {
        return new Refilling(deserializer);
    }

    private static final class Refilling extends DelegatingDeserializer {

        Refilling(ValueDeserializer<?> delegate) {
            super(delegate);
        }

        @Override
        protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> delegate) {
            return new Refilling(delegate);
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context, Object constructed) {
            return emptied(constructed)
                    ? super.deserialize(parser, context, constructed)
                    : super.deserialize(parser, context);
        }

        private static boolean emptied(Object constructed) {
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
