package io.impasto.acceptance.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;

import io.impasto.acceptance.RunningStack;
import io.impasto.stack.process.ChildProcess;

/** What is alive on the heaps of the services, after a collection; asked over lines that stay open, since it is asked often. */
final class Heap implements AutoCloseable {

    private final Map<String, MemoryMXBean> memories = new LinkedHashMap<>();
    private final List<JMXConnector> lines = new ArrayList<>();

    /** Of the services that run now. */
    Heap(RunningStack stack) {
        for (ChildProcess part : stack.parts()) {
            if (part.name().endsWith("-service") || part.name().startsWith("transfer-worker")) {
                memories.put(part.name(), memory(part.pid()));
            }
        }
    }

    /** Kilobytes by service. */
    Map<String, Long> alive() {
        Map<String, Long> alive = new LinkedHashMap<>();
        memories.forEach((name, memory) -> {
            memory.gc();
            alive.put(name, memory.getHeapMemoryUsage().getUsed() >> 10);
        });
        return alive;
    }

    private MemoryMXBean memory(long pid) {
        try {
            JMXConnector line = JMXConnectorFactory.connect(new JMXServiceURL(door(pid)));
            lines.add(line);
            return ManagementFactory.getPlatformMXBean(line.getMBeanServerConnection(), MemoryMXBean.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where another JVM of this machine lets its memory be asked about; it opens the door now. */
    private static String door(long pid) throws IOException {
        try {
            VirtualMachine service = VirtualMachine.attach(String.valueOf(pid));
            try {
                return service.startLocalManagementAgent();
            } finally {
                service.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        for (JMXConnector line : lines) {
            try {
                line.close();
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        }
    }
}
