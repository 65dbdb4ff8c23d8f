package dev.bellows.round;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.spark.SparkEnv;
import org.apache.spark.network.client.TransportClient;
import org.apache.spark.rpc.IsolatedThreadSafeRpcEndpoint;
import org.apache.spark.rpc.RpcCallContext;
import org.apache.spark.rpc.RpcEndpointRef;
import org.apache.spark.rpc.RpcEnv;
import org.apache.spark.rpc.RpcTimeout;
import org.apache.spark.rpc.netty.NettyRpcEndpointRef;
import org.apache.spark.util.RpcUtils;
import scala.PartialFunction;
import scala.concurrent.duration.FiniteDuration;
import scala.jdk.javaapi.FutureConverters;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractPartialFunction;
import scala.runtime.BoxedUnit;

/**
 * Messages between the driver and its executors, over the RPC that Spark keeps open between them:
 * no port of our own, and Spark's authentication and encryption. That RPC is internal to Spark;
 * only this class, {@link Parcel} and {@link ParcelReader} touch it.
 *
 * <p>A message is an array of JDK types and {@linkplain Mailbox#address addresses}: it is read on
 * threads that do not see our classes. In one JVM it arrives as the same object, at once; elsewhere
 * as a copy. Messages from one sender to one mailbox keep their order, and so do parcels. Any may
 * be lost, with a connection or a process.
 */
final class SparkRpc {
  private static final ClassTag<Object> ANY = ClassTag$.MODULE$.apply(Object.class);

  private SparkRpc() {}

  /**
   * Who gets the messages of a mailbox: those of the same process on the thread that sends them,
   * others on threads of Spark's, of different senders at the same time. It is not to hold these
   * threads up.
   */
  interface Receiver {
    /** A message that expects no answer. */
    void receive(Object[] message);

    /**
     * The content of a {@link Parcel}: what can be read is all of it, and only during this call.
     */
    void receive(ByteBuf content);

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
      ParcelReader.remove(reference.name());
      rpc.stop(reference);
    }
  }

  /** The way to a mailbox. */
  static final class Recipient {
    private final RpcEndpointRef reference;

    private Recipient(RpcEndpointRef reference) {
      this.reference = reference;
    }

    /** As Spark has it. */
    NettyRpcEndpointRef reference() {
      return (NettyRpcEndpointRef) reference;
    }

    /**
     * Spark's connection to the process that the address came from; null if it is this one, or if
     * the way was found {@linkplain SparkRpc#driver by name}.
     */
    TransportClient connection() {
      return reference().client();
    }

    /** Sends a message and does not wait; whether it arrives, only an answer can tell. */
    void send(Object... message) {
      Receiver here = connection() == null ? ParcelReader.receiver(reference.name()) : null;
      if (here != null) {
        here.receive(message);
        return;
      }
      try {
        reference.send(message);
      } catch (Exception e) { // Scala's are not declared
        // In one process Spark tells that the mailbox is gone; elsewhere it does not.
      }
    }

    /**
     * Asks.
     *
     * @return the answer, when it comes; or a {@link TimeoutException} if none has come in time,
     *     another where there is no such mailbox any more, or no way to it
     */
    CompletableFuture<Object[]> ask(Duration atMost, Object... question) {
      FiniteDuration bound = FiniteDuration.apply(atMost.toMillis(), TimeUnit.MILLISECONDS);
      RpcTimeout timeout = new RpcTimeout(bound, "a bound of " + atMost.toMillis() + " ms");
      return FutureConverters.asJava(reference.ask(question, timeout, ANY))
          .thenApply(answer -> (Object[]) answer)
          .toCompletableFuture();
    }
  }

  /**
   * Opens a mailbox.
   *
   * @param name that no other mailbox of this JVM has
   */
  static Mailbox open(String name, Receiver receiver) {
    RpcEnv rpc = SparkEnv.get().rpcEnv();
    ParcelReader.add(name, receiver);
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

  /**
   * The way to the mailbox with this address. Parcels from the process that the address came from
   * are {@linkplain ParcelReader read faster} from now on.
   */
  static Recipient to(Object address) {
    Recipient recipient = new Recipient((RpcEndpointRef) address);
    if (recipient.connection() != null) {
      ParcelReader.readFrom(recipient.connection());
    }
    return recipient;
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
        receiver.receive(Unpooled.wrappedBuffer(content));
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
