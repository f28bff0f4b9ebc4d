package io.fluvius.axonserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import io.axoniq.axonserver.connector.AxonServerConnection;
import io.axoniq.axonserver.connector.Registration;
import io.axoniq.axonserver.connector.query.QueryChannel;
import io.axoniq.axonserver.connector.query.QueryDefinition;
import io.fluvius.domain.Tenant;
import io.fluvius.query.StateQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.axonframework.axonserver.connector.AxonServerConfiguration;
import org.axonframework.axonserver.connector.AxonServerConnectionManager;
import org.axonframework.axonserver.connector.query.AxonServerQueryBus;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.DefaultQueryGateway;
import org.axonframework.queryhandling.GenericSubscriptionQueryMessage;
import org.axonframework.queryhandling.QueryGateway;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.axonframework.queryhandling.SubscriptionQueryMessage;
import org.axonframework.queryhandling.SubscriptionQueryResult;
import org.axonframework.serialization.json.JacksonSerializer;
import org.junit.jupiter.api.Test;

class AxonServerQueriesTest {

    private final QueryChannel server = mock(QueryChannel.class);
    private final AxonServerQueries queries = queries();

    @Test
    void a_query_of_the_state_manager_is_answered_on_the_node_and_unknown_to_the_server() {
        queries.subscribe(StateQuery.Fetch.class.getName(), String.class, query -> "John");

        QueryGateway gateway = DefaultQueryGateway.builder().queryBus(queries).build();
        StateQuery fetch = new StateQuery.Fetch(Tenant.MAIN, "user", UUID.randomUUID());

        assertThat(gateway.query(fetch.getClass().getName(), fetch, ResponseTypes.instanceOf(String.class)))
                .isCompletedWithValue("John");
        verifyNoInteractions(server);
    }

    @Test
    void a_subscription_query_of_the_node_stays_on_it() {
        when(server.registerQueryHandler(any(), any(QueryDefinition[].class))).thenReturn(mock(Registration.class));
        List<Object> received = new ArrayList<>();
        queries.subscribe("user.find", String.class, query -> {
            received.add(query);
            return "John";
        });
        queries.registerDispatchInterceptor(messages -> (index, query) -> new GenericSubscriptionQueryMessage<>(
                (SubscriptionQueryMessage<?, ?, ?>) query,
                "user.find",
                ResponseTypes.instanceOf(String.class),
                ResponseTypes.instanceOf(String.class)));

        SubscriptionQueryResult<String, String> result = DefaultQueryGateway.builder()
                .queryBus(queries)
                .build()
                .subscriptionQuery("Find", "any", String.class, String.class);

        assertThat(result.initialResult().block(Duration.ofSeconds(10))).isEqualTo("John");
        assertThat(received).singleElement().isInstanceOf(SubscriptionQueryMessage.class);
        result.close();
    }

    @Test
    void a_query_of_other_applications_is_registered_at_the_server() {
        when(server.registerQueryHandler(any(), any(QueryDefinition[].class))).thenReturn(mock(Registration.class));

        queries.subscribe("user.find", List.class, query -> List.of());

        verify(server).registerQueryHandler(any(), any(QueryDefinition[].class));
    }

    private AxonServerQueries queries() {
        AxonServerConnection connection = mock(AxonServerConnection.class);
        when(connection.queryChannel()).thenReturn(server);
        AxonServerConnectionManager connections = mock(AxonServerConnectionManager.class);
        when(connections.getConnection(any())).thenReturn(connection);
        when(connections.getDefaultContext()).thenReturn("default");
        SimpleQueryBus local = SimpleQueryBus.builder().build();
        return new AxonServerQueries(AxonServerQueryBus.builder()
                .axonServerConnectionManager(connections)
                .configuration(AxonServerConfiguration.builder().build())
                .localSegment(local)
                .updateEmitter(local.queryUpdateEmitter())
                .messageSerializer(JacksonSerializer.defaultSerializer())
                .genericSerializer(JacksonSerializer.defaultSerializer()));
    }
}
