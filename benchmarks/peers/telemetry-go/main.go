// Measures client_golang and zerolog on the work that telemetry-cost measures of ours, in the same form:
// one figure per line, `name value`.
package main

import (
	"fmt"
	"io"
	"net/http/httptest"
	"os"
	"runtime"
	"sort"
	"strconv"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"github.com/rs/zerolog"
)

const (
	chunks = 15
	steps  = 1 << 20
	// 20 of the durations, four times 12 of the sizes, 5 counters.
	linesOfRoute = 73
)

var buckets = []float64{.0005, .001, .0025, .005, .01, .025, .05, .075, .1, .25, .5, .75, 1, 2.5, 5, 7.5, 10}

var sizeBuckets = []float64{256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216}

// Median of the chunks, in nanoseconds per step, after one that is not counted.
func measure(count int, chunk func()) float64 {
	chunk()
	times := make([]float64, chunks)
	for index := range times {
		start := time.Now()
		chunk()
		times[index] = float64(time.Since(start).Nanoseconds()) / float64(count)
	}
	sort.Float64s(times)
	return times[chunks/2]
}

// The slowest of several threads that do the same at once.
func onEach(threads, count int, chunk func()) float64 {
	results := make([]float64, threads)
	var done sync.WaitGroup
	for index := range results {
		done.Add(1)
		go func(index int) {
			defer done.Done()
			runtime.LockOSThread()
			results[index] = measure(count, chunk)
		}(index)
	}
	done.Wait()
	sort.Float64s(results)
	return results[threads-1]
}

// Durations from 30 µs to 2 s, as telemetry-cost has them.
func durations() []float64 {
	values := make([]float64, 4096)
	state := uint64(1)
	for index := range values {
		state = state*6364136223846793005 + 1442695040888963407
		values[index] = float64((uint64(32768)<<((state>>32)%16))+(state>>49)) / 1e9
	}
	return values
}

func histogram(native bool) prometheus.Observer {
	options := prometheus.HistogramOpts{Name: "h", Help: "h", Buckets: buckets}
	if native {
		options.NativeHistogramBucketFactor = 1.1 // schema 3, as ours
		options.NativeHistogramMaxBucketNumber = 160
	}
	return prometheus.NewHistogramVec(options, []string{"route"}).WithLabelValues("/v1/orders/{id}")
}

func recording() {
	values := durations()
	for _, threads := range []int{1, 2} {
		vector := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "c", Help: "c"}, []string{"route"})
		counters := make([]prometheus.Counter, 64)
		for index := range counters {
			counters[index] = vector.WithLabelValues("/v1/orders/" + strconv.Itoa(index) + "/{id}")
		}
		fmt.Printf("counter.%d.ns %f\n", threads, onEach(threads, steps, func() {
			for step := 0; step < steps; step++ {
				counters[step&63].Inc()
			}
		}))
		for _, native := range []bool{false, true} {
			observer := histogram(native)
			name := map[bool]string{false: "histogram_classic", true: "histogram"}[native]
			fmt.Printf("%s.%d.ns %f\n", name, threads, onEach(threads, steps, func() {
				for step := 0; step < steps; step++ {
					observer.Observe(values[step&4095])
				}
			}))
		}
	}
}

// The fields of the access line of an ordinary proxied request.
func record(logger *zerolog.Logger, at time.Time) {
	logger.Info().Time("@timestamp", at).Str("ecs.version", "8.17.0").
		Str("event.id", "01KJMMA2KVBW69MC8100005M4K").Str("event.kind", "event").
		Strs("event.category", []string{"web"}).Strs("event.type", []string{"access"}).
		Str("event.action", "request").Str("event.outcome", "success").Str("event.dataset", "gateway.access").
		Uint64("event.sequence", 184467).Uint64("event.duration", 12400000).Str("data_stream.type", "logs").
		Str("data_stream.dataset", "gateway.access").Str("data_stream.namespace", "default").
		Str("trace.id", "4bf92f3577b34da6a3ce929d0e0e4736").Str("span.id", "00f067aa0ba902b7").
		Str("transaction.id", "00f067aa0ba902b7").Str("gateway.boot", "5f0c9a31").Uint8("gateway.shard", 1).
		Str("http.request.id", "9f2c1b7e4d3a4c0f").Str("http.request.method", "GET").Uint64("http.request.bytes", 612).
		Uint16("http.response.status_code", 200).Uint64("http.response.bytes", 431).
		Uint64("http.response.body.bytes", 212).Str("http.version", "1.1").Str("url.scheme", "http").
		Str("url.domain", "api.example.com").Str("url.path", "/v1/orders/8812").Str("client.ip", "203.0.113.7").
		Str("user_agent.original", "ExampleApp/3.1").Str("gateway.route", "/v1/orders/{id}").
		Str("gateway.upstream.name", "orders").Str("gateway.upstream.address", "127.0.0.1:9001").
		Uint16("gateway.upstream.status_code", 200).Uint8("gateway.upstream.attempts", 1).
		Bool("gateway.upstream.reused", true).Uint64("gateway.phase_ns.parse", 21000).
		Uint64("gateway.phase_ns.route", 900).Uint64("gateway.phase_ns.ratelimit", 4200).
		Uint64("gateway.phase_ns.upstream", 12152100).Uint64("gateway.phase_ns.relay", 180000).
		Uint64("gateway.phase_ns.write", 41800).Str("gateway.ratelimit.policy", "member").
		Str("gateway.ratelimit.decision", "allow").Msg("GET /v1/orders/{id} 200 12.400 ms")
}

type sizeWriter struct{ bytes int }

func (writer *sizeWriter) Write(line []byte) (int, error) {
	writer.bytes = len(line)
	return len(line), nil
}

func logging() {
	size := &sizeWriter{}
	logger := zerolog.New(size).With().Str("service.name", "watchgate").Str("service.version", "1.0.0").
		Str("service.environment", "production").Str("service.node.name", "gw-1").Str("host.name", "gw-1").
		Int("process.pid", 4242).Logger()
	at := time.Unix(1772366400, 123456789).UTC()
	fmt.Printf("render.ns %f\n", measure(512, func() {
		for step := 0; step < 512; step++ {
			record(&logger, at)
		}
	}))
	fmt.Printf("render.bytes %d\n", size.bytes)
}

func exposition(lines int) {
	registry := prometheus.NewRegistry()
	histograms := prometheus.NewHistogramVec(
		prometheus.HistogramOpts{Name: "http_server_request_duration_seconds", Help: "Duration.", Buckets: buckets},
		[]string{"http_route", "http_request_method", "http_response_status_code", "url_scheme", "network_protocol_version"},
	)
	counters := prometheus.NewCounterVec(
		prometheus.CounterOpts{Name: "gateway_route_requests_total", Help: "Requests."}, []string{"http_route", "who"},
	)
	sizes := make([]*prometheus.HistogramVec, 2)
	for index, name := range []string{"http_server_request_body_size_bytes", "http_server_response_body_size_bytes"} {
		sizes[index] = prometheus.NewHistogramVec(
			prometheus.HistogramOpts{Name: name, Help: "Size.", Buckets: sizeBuckets}, []string{"http_route", "http_request_method"},
		)
		registry.MustRegister(sizes[index])
	}
	registry.MustRegister(histograms, counters)
	for index := 0; index < lines/linesOfRoute; index++ {
		route := "/v1/orders/" + strconv.Itoa(index) + "/{id}"
		for step := 0; step < 64; step++ {
			value := float64(uint64(1+step%16)<<uint(14+step%14)) / 1e9
			histograms.WithLabelValues(route, "GET", "200", "http", "1.1").Observe(value)
		}
		for _, method := range []string{"GET", "POST"} {
			for _, size := range sizes {
				for step := 0; step < 16; step++ {
					size.WithLabelValues(route, method).Observe(float64(uint64(1) << uint(8+step)))
				}
			}
		}
		for _, who := range []string{"none", "client", "gateway", "upstream", "engine"} {
			counters.WithLabelValues(route, who).Inc()
		}
	}
	handler := promhttp.HandlerFor(registry, promhttp.HandlerOpts{DisableCompression: true, EnableOpenMetrics: true})
	for _, format := range [][2]string{
		{"text004", "text/plain;version=0.0.4"},
		{"openMetrics100", "application/openmetrics-text;version=1.0.0"},
		{"protobuf", "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited"},
	} {
		var size int64
		milliseconds := measure(1, func() {
			request := httptest.NewRequest("GET", "/metrics", nil)
			request.Header.Set("Accept", format[1])
			response := httptest.NewRecorder()
			handler.ServeHTTP(response, request)
			size, _ = io.Copy(io.Discard, response.Body)
		}) / 1e6
		fmt.Printf("exposition.%d.%s.ms %f\n", lines, format[0], milliseconds)
		fmt.Printf("exposition.%d.%s.bytes %d\n", lines, format[0], size)
	}
}

func main() {
	if len(os.Args) > 1 {
		fmt.Fprintln(os.Stderr, "usage: telemetry-go")
		os.Exit(64)
	}
	recording()
	logging()
	exposition(10_000)
	exposition(100_000)
}
