package io.impasto.gateway.wire;

import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.ReferenceCountUtil;

import io.impasto.gateway.problems.Problem;

/**
 * Answers what is no sound HTTP with a problem and ends the connection, as long as nothing else is being answered on it; a fault
 * behind that is left to Vert.x, for two answers must not be mixed. Where a request was answered before all of it had come, what
 * still comes is read into the void before the connection closes: cutting it could cost the client the answer (RFC 9112, 9.6).
 */
final class WireGate extends ChannelDuplexHandler {

    /** So long may a client that was answered go on to send. */
    private static final long LINGER_SECONDS = 30;

    /** So long may it be silent meanwhile. */
    private static final long SILENCE_SECONDS = 2;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Requests let in that are not fully answered. */
    private int open;

    private boolean answering;
    private boolean receiving;
    private boolean lingering;
    /** Nothing more is read or answered. */
    private boolean over;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        Problem fault = over ? null : fault(message);
        if (fault != null) {
            refuse(context, fault);
        } else if (!over && message instanceof HttpRequest) {
            open++;
            receiving = true;
        }
        receiving &= !(message instanceof LastHttpContent);
        if (!over) {
            context.fireChannelRead(message);
            return;
        }
        ReferenceCountUtil.release(message);
        if (lingering && !receiving) {
            context.close();
        }
    }

    private Problem fault(Object message) {
        if (message instanceof HttpRequest request) {
            return open == 0 ? Faults.of(request) : null;
        }
        return open == 1 && !answering && message instanceof HttpContent content ? Faults.of(content) : null;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (over) {
            ReferenceCountUtil.release(message);
            promise.tryFailure(new ClosedChannelException());
            return;
        }
        if (message instanceof HttpResponse response) {
            answering = response.status().codeClass() != HttpStatusClass.INFORMATIONAL;
        }
        if (message instanceof LastHttpContent && answering) {
            answering = false;
            open--;
        }
        context.write(message, promise);
    }

    private void refuse(ChannelHandlerContext context, Problem problem) {
        over = true;
        context.writeAndFlush(answer(problem)).addListener((ChannelFutureListener) written -> {
            if (written.isSuccess()) {
                linger(context);
            } else {
                context.close();
            }
        });
    }

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        if (over || !receiving || open > 0) {
            context.close(promise);
            return;
        }
        over = true;
        context.channel().closeFuture().addListener(closed -> promise.trySuccess());
        linger(context);
    }

    private void linger(ChannelHandlerContext context) {
        if (!(context.channel() instanceof DuplexChannel connection)) {
            context.close();
            return;
        }
        lingering = true;
        // The reading may have been paused for the body's sake.
        connection.config().setAutoRead(true);
        connection.shutdownOutput();
        context.pipeline().addFirst(new Impatience());
        context.executor().schedule(() -> context.close(), LINGER_SECONDS, TimeUnit.SECONDS);
    }

    /** Ends a connection on which nothing comes any more. */
    private static final class Impatience extends IdleStateHandler {

        Impatience() {
            super(SILENCE_SECONDS, 0, 0, TimeUnit.SECONDS);
        }

        @Override
        protected void channelIdle(ChannelHandlerContext context, IdleStateEvent event) {
            context.close();
        }
    }

    private static DefaultFullHttpResponse answer(Problem problem) {
        byte[] body;
        try {
            body = JSON.writeValueAsBytes(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem must be writable", e);
        }
        DefaultFullHttpResponse answer = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(problem.status()), Unpooled.wrappedBuffer(body));
        answer.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return answer;
    }
}
