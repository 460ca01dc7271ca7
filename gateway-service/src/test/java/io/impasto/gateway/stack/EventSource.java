package io.impasto.gateway.stack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Reads an event stream on a thread of its own. */
public final class EventSource implements AutoCloseable {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final HttpResponse<InputStream> response;
    private volatile boolean ended;
    private volatile int heartbeats;

    /** One event as it came. */
    public record Event(String id, String name, JsonNode data) {}

    /** @param headers names and values */
    public EventSource(URI address, String lastEventId, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        response = HTTP.send(request.build(), BodyHandlers.ofInputStream());
        Thread reader = new Thread(this::read, "event-source");
        reader.setDaemon(true);
        reader.start();
    }

    public int status() {
        return response.statusCode();
    }

    public List<Event> events() {
        return events;
    }

    /** Ids of the events so far, without the opening state. */
    public List<String> ids() {
        return events.stream().map(Event::id).filter(id -> id != null).toList();
    }

    public boolean ended() {
        return ended;
    }

    public int heartbeats() {
        return heartbeats;
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(response.body(), "UTF-8"))) {
            String id = null;
            String name = null;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    events.add(new Event(id, name, new ObjectMapper().readTree(line.substring(6))));
                    id = null;
                } else if (line.equals(":")) {
                    heartbeats = heartbeats + 1;
                }
            }
            ended = true;
        } catch (IOException e) {
            // closed by the test, or cut off: then it has not ended
        }
    }

    @Override
    public void close() throws IOException {
        response.body().close();
    }
}
