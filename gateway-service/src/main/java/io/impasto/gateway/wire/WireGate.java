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
import io.netty.util.ReferenceCountUtil;

import io.impasto.gateway.problems.Problem;

/**
 * Answers what is no sound HTTP with a problem and ends the connection, as long as nothing else is being answered on it; a fault
 * behind that is left to Vert.x, for two answers must not be mixed.
 */
final class WireGate extends ChannelDuplexHandler {

    /** So long may a client go on to send, unread, before the connection is cut, which could cost it the answer (RFC 9112, 9.6). */
    private static final long LINGER_MILLIS = 1000;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Requests let in that are not fully answered. */
    private int open;

    private boolean answering;
    private boolean refused;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        Problem fault = refused ? null : fault(message);
        if (fault != null) {
            refuse(context, fault);
        } else if (!refused && message instanceof HttpRequest) {
            open++;
        }
        if (refused) {
            ReferenceCountUtil.release(message);
        } else {
            context.fireChannelRead(message);
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
        if (refused) {
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
        refused = true;
        // The reading may have been paused for the body's sake.
        context.channel().config().setAutoRead(true);
        context.writeAndFlush(answer(problem)).addListener((ChannelFutureListener) written -> {
            if (written.isSuccess() && written.channel() instanceof DuplexChannel connection) {
                connection.shutdownOutput();
                context.executor().schedule(() -> context.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
            } else {
                context.close();
            }
        });
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
