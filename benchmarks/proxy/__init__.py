"""Reverse proxies side by side: CPU per request, rate, latency, memory."""
