package dev.bellows.round;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.spark.SparkEnv;
import org.apache.spark.rpc.IsolatedThreadSafeRpcEndpoint;
import org.apache.spark.rpc.RpcCallContext;
import org.apache.spark.rpc.RpcEndpointRef;
import org.apache.spark.rpc.RpcEnv;
import org.apache.spark.rpc.RpcTimeout;
import org.apache.spark.rpc.netty.NettyRpcEndpointRef;
import org.apache.spark.rpc.netty.NettyRpcEnv;
import org.apache.spark.rpc.netty.RequestMessage;
import org.apache.spark.util.RpcUtils;
import scala.PartialFunction;
import scala.concurrent.Await;
import scala.concurrent.duration.FiniteDuration;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractPartialFunction;
import scala.runtime.BoxedUnit;

/**
 * Messages between the driver and its executors, over the RPC that Spark keeps open between them:
 * no port of our own, and Spark's authentication and encryption. That RPC is internal to Spark; no
 * other class touches it.
 *
 * <p>A message is an array of JDK types and {@linkplain Mailbox#address addresses}: it is read on
 * threads that do not see our classes. In one JVM it arrives as the same object, elsewhere as a
 * copy. Messages from one sender to one mailbox keep their order. Any may be lost, with a
 * connection or a process.
 */
final class SparkRpc {
  private static final ClassTag<Object> ANY = ClassTag$.MODULE$.apply(Object.class);

  private SparkRpc() {}

  /** Who gets the messages of a mailbox, one at a time, on a thread that belongs to it alone. */
  interface Receiver {
    /** A message that expects no answer. */
    void receive(Object[] message);

    /** The content of a {@link Parcel}. */
    void receive(ByteBuffer content);

    /** The answer to a question. */
    Object[] answer(Object[] question);
  }

  /** A name under which messages arrive in this JVM, until it is closed. */
  static final class Mailbox implements AutoCloseable {
    private final RpcEnv rpc;
    private final RpcEndpointRef reference;

    private Mailbox(RpcEnv rpc, RpcEndpointRef reference) {
      this.rpc = rpc;
      this.reference = reference;
    }

    /** What others need to send to it; it can travel in a message. */
    Object address() {
      return reference;
    }

    /** No message arrives any more. */
    @Override
    public void close() {
      rpc.stop(reference);
    }
  }

  /** The way to a mailbox. */
  static final class Recipient {
    private final RpcEndpointRef reference;

    private Recipient(RpcEndpointRef reference) {
      this.reference = reference;
    }

    /** Sends a message and does not wait; whether it arrives, only an answer can tell. */
    void send(Object... message) {
      try {
        reference.send(message);
      } catch (Exception e) { // Scala's are not declared
        // In one process Spark tells that the mailbox is gone; elsewhere it does not.
      }
    }

    /**
     * Asks and waits for the answer.
     *
     * @throws TimeoutException if there is none in time, or no such mailbox any more
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    Object[] ask(Duration atMost, Object... question)
        throws TimeoutException, InterruptedException {
      FiniteDuration bound = FiniteDuration.apply(atMost.toMillis(), TimeUnit.MILLISECONDS);
      RpcTimeout timeout = new RpcTimeout(bound, "a bound of " + atMost.toMillis() + " ms");
      try {
        return (Object[]) Await.result(reference.ask(question, timeout, ANY), bound);
      } catch (InterruptedException | TimeoutException e) {
        throw e;
      } catch (Exception e) { // Scala's are not declared: whatever it is, there is no answer
        throw (TimeoutException)
            new TimeoutException("No answer from " + reference.name()).initCause(e);
      }
    }
  }

  /**
   * A long message to mailboxes of one name in other processes, written in place and sent as often
   * as needed. Spark's serialiser, which would copy it several times for each of them, only makes
   * what stands before the content. It can be filled again when everyone has received it.
   */
  static final class Parcel {
    private final ByteBuffer message; // direct: it is written to a connection as it is
    private final int before; // bytes in front of the content

    /**
     * @param recipient one of those who will get it
     * @param capacity bytes of content
     */
    Parcel(Recipient recipient, int capacity) {
      NettyRpcEnv rpc = (NettyRpcEnv) SparkEnv.get().rpcEnv();
      NettyRpcEndpointRef reference = (NettyRpcEndpointRef) recipient.reference;
      ByteBuffer empty = new RequestMessage(rpc.address(), reference, new byte[0]).serialize(rpc);
      this.before = empty.remaining(); // the array's length comes last
      this.message = ByteBuffer.allocateDirect(Math.addExact(before, capacity)).put(empty);
    }

    /** Room for the content, little-endian; what is before its position will be sent. */
    ByteBuffer content() {
      return message.duplicate().position(before).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Sends what was written.
     *
     * @param written as {@link #content} was given and written to
     */
    void send(List<Recipient> recipients, ByteBuffer written) {
      NettyRpcEnv rpc = (NettyRpcEnv) SparkEnv.get().rpcEnv();
      ByteBuffer whole = whole(written.position());
      for (Recipient recipient : recipients) {
        rpc.send(new Prepared(rpc, (NettyRpcEndpointRef) recipient.reference, whole));
      }
    }

    /** The message as Spark's serialiser would have written it. */
    ByteBuffer whole(int length) {
      message.putInt(before - Integer.BYTES, length);
      return message.duplicate().position(0).limit(before + length);
    }
  }

  /** A message that needs no serialiser. */
  private static final class Prepared extends RequestMessage {
    private final ByteBuffer whole;

    Prepared(NettyRpcEnv rpc, NettyRpcEndpointRef recipient, ByteBuffer whole) {
      super(rpc.address(), recipient, null);
      this.whole = whole;
    }

    @Override
    public ByteBuffer serialize(NettyRpcEnv rpc) {
      return whole.duplicate();
    }
  }

  /**
   * Opens a mailbox.
   *
   * @param name that no other mailbox of this JVM has
   */
  static Mailbox open(String name, Receiver receiver) {
    RpcEnv rpc = SparkEnv.get().rpcEnv();
    return new Mailbox(rpc, rpc.setupEndpoint(name, new Endpoint(rpc, receiver)));
  }

  /** The way to the driver's mailbox of this name, from a task; null if there is none. */
  static Recipient driver(String name) {
    SparkEnv spark = SparkEnv.get();
    try {
      return new Recipient(RpcUtils.makeDriverRef(name, spark.conf(), spark.rpcEnv()));
    } catch (Exception e) { // Scala's are not declared
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      return null;
    }
  }

  /** The way to the mailbox with this address. */
  static Recipient to(Object address) {
    return new Recipient((RpcEndpointRef) address);
  }

  /** What Spark calls, on one thread of its own. */
  private static final class Endpoint implements IsolatedThreadSafeRpcEndpoint {
    private final RpcEnv rpc;
    private final Receiver receiver;
    private final PartialFunction<Object, BoxedUnit> receive;

    Endpoint(RpcEnv rpc, Receiver receiver) {
      this.rpc = rpc;
      this.receiver = receiver;
      this.receive = new Total(this::receive);
    }

    private void receive(Object message) {
      if (message instanceof byte[] content) {
        receiver.receive(ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN));
      } else {
        receiver.receive((Object[]) message);
      }
    }

    @Override
    public RpcEnv rpcEnv() {
      return rpc;
    }

    @Override
    public PartialFunction<Object, BoxedUnit> receive() {
      return receive;
    }

    @Override
    public PartialFunction<Object, BoxedUnit> receiveAndReply(RpcCallContext call) {
      return new Total(question -> call.reply(receiver.answer((Object[]) question)));
    }
  }

  /** A Scala function that is defined for all. */
  private static final class Total extends AbstractPartialFunction<Object, BoxedUnit> {
    private final Consumer<Object> body;

    Total(Consumer<Object> body) {
      this.body = body;
    }

    @Override
    public boolean isDefinedAt(Object argument) {
      return true;
    }

    @Override
    public BoxedUnit apply(Object argument) {
      body.accept(argument);
      return BoxedUnit.UNIT;
    }
  }
}
