package io.impasto.storage.store;

import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

import io.minio.MinioClient;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/** The client that talks to the store, and the one that only signs links to it. */
@Singleton
class StoreClients {

    private static final int PARALLEL_REQUESTS = 64;

    private final OkHttpClient http;
    private final MinioClient store;
    private final MinioClient links;

    StoreClients(StoreConfig config) {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(PARALLEL_REQUESTS);
        // OkHttp's default of 5 per host would make the sixth upload wait.
        dispatcher.setMaxRequestsPerHost(PARALLEL_REQUESTS);
        http = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectionPool(new ConnectionPool(8, 1, TimeUnit.MINUTES))
                .protocols(List.of(Protocol.HTTP_1_1))
                .connectTimeout(config.connectTimeout())
                .readTimeout(config.silenceTimeout())
                .writeTimeout(config.silenceTimeout())
                .build();
        store = client(config, config.endpoint());
        links = client(config, config.publicEndpoint().orElse(config.endpoint()));
    }

    MinioClient store() {
        return store;
    }

    MinioClient links() {
        return links;
    }

    @PreDestroy
    void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }

    private MinioClient client(StoreConfig config, URI endpoint) {
        return MinioClient.builder()
                .endpoint(endpoint.toString())
                .region(config.region())
                .credentials(config.accessKey(), config.secretKey())
                .httpClient(http)
                .build();
    }
}
