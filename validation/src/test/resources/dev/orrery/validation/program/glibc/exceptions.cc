// Exceptions through frames with destructors, streams, containers, dynamic casts.
#include <algorithm>
#include <iomanip>
#include <iostream>
#include <map>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace {
int alive = 0;

struct Guard {
  explicit Guard(int n) : number(n) { alive++; }
  ~Guard() { alive--; }
  int number;
};

struct Shape {
  virtual ~Shape() = default;
  virtual double area() const = 0;
};
struct Square : Shape {
  explicit Square(double s) : side(s) {}
  double area() const override { return side * side; }
  double side;
};
struct Circle : Shape {
  explicit Circle(double r) : radius(r) {}
  double area() const override { return 3.141592653589793 * radius * radius; }
  double radius;
};

int deep(int n) {
  Guard guard(n);
  if (n == 0) throw std::out_of_range("bottom");
  if (n % 10 == 3) {
    try {
      return deep(n - 1) + guard.number;
    } catch (const std::out_of_range &e) {
      throw std::runtime_error(std::string(e.what()) + " via " + std::to_string(n));
    } catch (const std::runtime_error &) {
      throw;
    }
  }
  return deep(n - 1) + guard.number;
}
}  // namespace

int main() {
  for (int n : {0, 2, 3, 25, 57}) {
    try {
      std::cout << deep(n) << '\n';
    } catch (const std::exception &e) {
      std::cout << n << ": " << e.what() << ", alive " << alive << '\n';
    }
  }
  std::map<std::string, std::vector<int>> words;
  std::istringstream text("the quick brown fox jumps over the lazy dog and the cat");
  std::string word;
  for (int i = 0; text >> word; i++) words[word].push_back(i);
  for (const auto &[w, at] : words) {
    std::cout << std::left << std::setw(8) << w << std::right;
    for (int i : at) std::cout << std::setw(3) << i;
    std::cout << '\n';
  }
  std::vector<std::unique_ptr<Shape>> shapes;
  for (int i = 1; i < 8; i++) {
    if (i % 2) shapes.push_back(std::make_unique<Square>(i));
    else shapes.push_back(std::make_unique<Circle>(i));
  }
  std::sort(shapes.begin(), shapes.end(), [](const auto &a, const auto &b) { return a->area() > b->area(); });
  for (const auto &s : shapes) {
    std::cout << (dynamic_cast<Circle *>(s.get()) ? "circle " : "square ") << std::setprecision(10) << s->area() << '\n';
  }
  std::cout << std::hex << std::showbase << 3735928559u << ' ' << std::scientific << 1.0 / 3 << std::endl;
  std::cin.exceptions(std::ios::failbit);
  try {
    int number;
    while (std::cin >> number) std::cout << std::dec << number * 2 << ' ';
  } catch (const std::ios_base::failure &) {
    std::cout << "end of input\n";
  }
  throw std::logic_error("nobody catches this");
}
