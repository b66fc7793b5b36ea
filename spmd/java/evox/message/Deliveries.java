package evox.message;

import java.util.concurrent.atomic.AtomicReferenceArray;

/** The channels of a process, each made when it is first used. */
final class Deliveries {

  private final AtomicReferenceArray<Delivery> deliveries = new AtomicReferenceArray<>(Messenger.CHANNELS);

  /** A channel, in [0, {@link Messenger#CHANNELS}). */
  Delivery of(int channel) {
    Delivery delivery = deliveries.get(channel);
    if (delivery != null) return delivery;
    deliveries.compareAndSet(channel, null, new Delivery(channel));
    return deliveries.get(channel);
  }

  /** Whether the calling thread hands messages to a receiver: it must not wait for others that may wait for it. */
  boolean isOnOwnThread() {
    for (int channel = 0; channel < Messenger.CHANNELS; channel++) {
      Delivery delivery = deliveries.get(channel);
      if (delivery != null && delivery.isOnOwnThread()) return true;
    }
    return false;
  }

  /** Nothing more comes from a process, on any channel. */
  void end(Peer from, String cause) {
    for (int channel = 0; channel < Messenger.CHANNELS; channel++) of(channel).end(from, cause);
  }

  /** Ends after what has come so far has been received. */
  void close(long patienceMillis) throws InterruptedException {
    for (int channel = 0; channel < Messenger.CHANNELS; channel++) {
      Delivery delivery = deliveries.get(channel);
      if (delivery != null) delivery.close(patienceMillis);
    }
  }
}
