// Templates, lambdas, namespaces with and without a name, static members.
#include <algorithm>
#include <cstdio>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace geo {
namespace {
inline int square(int x) { return x * x; }
}  // namespace

struct Shape {
  virtual ~Shape() {}
  virtual double area() const = 0;
};

class Rect : public Shape {
 public:
  Rect(double a, double b) : a_(a), b_(b) { count++; }
  double area() const override { return a_ * b_; }
  static int count;

 private:
  double a_, b_;
};

int Rect::count = 7;

template <typename T>
T twice(T v) {
  return v + v;
}
}  // namespace geo

static std::map<std::string, int> table;

__attribute__((noinline)) int work(const std::vector<int>& v) {
  int sum = 0;
  for (int x : v) sum += geo::twice(x) + geo::square(x);
  if (sum < 0) throw std::runtime_error("negative");
  return sum;
}

int main(int argc, char** argv) {
  std::vector<int> v;
  for (int i = 0; i < 100 * argc; i++) v.push_back(i ^ 13);
  std::sort(v.begin(), v.end(), [](int a, int b) { return a > b; });
  table["x"] = work(v);
  geo::Rect r(argc, 3.0);
  std::printf("%d %f %d\n", table["x"], r.area(), geo::Rect::count);
  return 0;
}
