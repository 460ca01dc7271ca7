package io.impasto.gateway.wire;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.spi.VertxServiceProvider;

/**
 * Vert.x' usual transport, but with a {@link WireGate} on each connection of its HTTP servers: Quarkus makes the server itself and
 * lets nobody set its {@code invalidRequestHandler}, which would not see broken chunks anyway. Where TLS ends here, or the
 * native transport is asked for, there is no gate, and Vert.x gives its bare answers.
 */
public final class GatedTransport extends JDKTransport implements VertxServiceProvider {

    @Override
    public void init(VertxBuilder builder) {
        if (!builder.options().getPreferNativeTransport()) {
            builder.findTransport(this);
        }
    }

    @Override
    public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
        super.configure(options, domainSocket, bootstrap);
        bootstrap.handler(new Acceptance());
    }

    /** Sees each connection before Vert.x does. */
    private static final class Acceptance extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext server, Object connection) {
            ((Channel) connection).pipeline().addLast(new Opening());
            server.fireChannelRead(connection);
        }
    }

    /** Puts the gate behind the codec as soon as Vert.x has set that up. */
    private static final class Opening extends ChannelInboundHandlerAdapter {

        @Override
        public void channelActive(ChannelHandlerContext context) {
            ChannelHandlerContext codec = context.pipeline().context(HttpResponseEncoder.class);
            if (codec != null) {
                context.pipeline().addAfter(codec.name(), null, new WireGate());
            }
            context.fireChannelActive();
            context.pipeline().remove(this);
        }
    }
}
