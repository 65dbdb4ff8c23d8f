package dev.bellows.round;

import io.netty.buffer.ByteBuf;
import org.apache.spark.SecurityManager;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.internal.config.package$;
import org.apache.spark.rpc.RpcAddress;
import org.apache.spark.rpc.RpcEndpointRef;
import org.apache.spark.rpc.RpcEnv;
import scala.Option;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * A driver with a mailbox, and a process of another that knows where it is: programs for a test.
 */
final class SecuredMailbox {
  private static final String NAME = "bellows-test";
  private static final String HOST = "127.0.0.1";

  private SecuredMailbox() {}

  /** Prints its port, then what it hears, until it is ended. */
  static final class Driver {
    private Driver() {}

    public static void main(String[] arguments) throws InterruptedException {
      SparkConf conf = new SparkConf().setAppName("driver").set("spark.ui.enabled", "false");
      JavaSparkContext context = new JavaSparkContext(conf);
      SparkRpc.open(NAME, new Prints());
      int port = SparkEnv.get().rpcEnv().address().port();
      System.out.println(context.appName() + " at port " + port + ";");
      Thread.currentThread().join();
    }
  }

  private static final class Prints implements SparkRpc.Receiver {
    @Override
    public void receive(Object[] message) {
      System.out.println("heard " + message[0]);
    }

    @Override
    public void receive(ByteBuf content) {
      System.out.println("heard " + content);
    }

    @Override
    public Object[] answer(Object[] question) {
      System.out.println("heard " + question[0]);
      return new Object[] {"answer to " + question[0]};
    }
  }

  /** Asks the mailbox, with a port and its question as arguments, and prints the answer. */
  static final class Other {
    private static final ClassTag<Object> ANY = ClassTag$.MODULE$.apply(Object.class);

    private Other() {}

    public static void main(String[] arguments) {
      SparkConf conf = new SparkConf();
      SecurityManager security =
          new SecurityManager(conf, Option.empty(), package$.MODULE$.AUTH_SECRET_FILE());
      RpcEnv rpc = RpcEnv.create("other", HOST, HOST, 0, conf, security, 1, true);
      try {
        RpcAddress driver = new RpcAddress(HOST, Integer.parseInt(arguments[0]));
        RpcEndpointRef mailbox = rpc.setupEndpointRef(driver, NAME);
        Object[] question = {arguments[1]};
        System.out.println(((Object[]) mailbox.askSync(question, ANY))[0]);
      } finally {
        rpc.shutdown();
      }
    }
  }
}
