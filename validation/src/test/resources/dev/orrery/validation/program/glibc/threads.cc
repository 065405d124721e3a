// The C++ library's threads: join, async, promises, locks, thread-local objects, exceptions that cross.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <future>
#include <mutex>
#include <numeric>
#include <shared_mutex>
#include <stdexcept>
#include <thread>
#include <vector>

static std::atomic<int> alive;
struct Local {
  Local() { alive++; }
  ~Local() { alive--; }
  int value = 0;
};
static thread_local Local local;

static long sum(const std::vector<int> &numbers, size_t from, size_t to) {
  if (to - from < 200) return std::accumulate(numbers.begin() + from, numbers.begin() + to, 0L);
  size_t middle = (from + to) / 2;
  auto left = std::async(std::launch::async, sum, std::cref(numbers), from, middle);
  long right = sum(numbers, middle, to);
  return left.get() + right;
}

int main() {
  std::vector<std::thread> threads;
  std::mutex lock;
  std::shared_mutex table_lock;
  std::once_flag once;
  long total = 0, table = 0;
  int calls = 0;
  for (int i = 0; i < 4; i++)
    threads.emplace_back([&, i] {
      std::call_once(once, [&] { calls++; });
      for (int k = 0; k < 40; k++) {
        local.value += i;
        std::lock_guard guard(lock);
        total += 1;
        if (k % 10 == 0) std::this_thread::yield();
      }
      std::unique_lock writing(table_lock);
      table += local.value;
    });
  for (auto &t : threads) t.join();
  std::printf("%ld %ld %d %d\n", total, table, calls, alive.load());

  std::vector<int> numbers(800);
  std::iota(numbers.begin(), numbers.end(), 1);
  std::printf("%ld\n", sum(numbers, 0, numbers.size()));

  std::promise<int> promise;
  std::future<int> future = promise.get_future();
  std::thread setter([&] {
    try {
      throw std::runtime_error("from the other thread");
    } catch (...) {
      promise.set_exception(std::current_exception());
    }
  });
  try {
    future.get();
  } catch (const std::exception &e) {
    std::printf("%s\n", e.what());
  }
  setter.join();

  std::condition_variable ready;
  std::unique_lock guard(lock);
  bool timed_out =
      ready.wait_for(guard, std::chrono::milliseconds(20)) == std::cv_status::timeout;
  auto lazy = std::async(std::launch::deferred, [] { return 7; });
  std::printf("%d %d %d\n", timed_out, lazy.get(),
              std::thread::hardware_concurrency() > 0);
}
